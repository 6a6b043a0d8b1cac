import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Stands for AWS's Security Token Service, on this host only: gives short-lived credentials of one
/// role for tokens of one issuer, and tells whose credentials a request is signed with.
///
/// `java -cp "target/lib/*" scripts/StsStandIn.java PORT-FILE ISSUER AUDIENCE ROLE SUBJECT`. It
/// knows of Stepgate what AWS would: the issuer's URL, by which it finds the public keys, and what
/// the trust policy of the role says. `*` in SUBJECT stands for any text. It listens on a free
/// port, which it writes to PORT-FILE, and keeps nothing.
final class StsStandIn {
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int MAX_BYTES = 65_536;
  private static final int MAX_SESSIONS = 1_000;
  private static final HexFormat HEX = HexFormat.of();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256"
              + " Credential=(?<key>\\w+)/(?<scope>(?<day>\\d{8})/(?<region>[\\w-]+)/sts/aws4_request),"
              + " ?SignedHeaders=(?<headers>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})");

  private final String issuer;
  private final String role;
  private final Pattern subjects;
  private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();
  private final Map<String, Session> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MAX_SESSIONS;
        }
      };

  private boolean knowsKeys;

  /// Credentials that were given.
  private record Session(String arn, String secret, String token, Instant end) {}

  /// What is answered instead.
  private static final class Refusal extends Exception {
    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  private StsStandIn(String issuer, String audience, String role, String subjects) {
    this.issuer = issuer;
    this.role = role;
    this.subjects = Pattern.compile(Pattern.quote(subjects).replace("*", "\\E.*\\Q"));
    tokens.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            audience,
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("sub", "iat", "exp")));
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 5) {
      System.err.println("usage: StsStandIn PORT-FILE ISSUER AUDIENCE ROLE SUBJECT");
      System.exit(64);
    }
    var sts = new StsStandIn(args[1], args[2], args[3], args[4]);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", sts::handle);
    server.start();
    var written = Path.of(args[0] + ".new");
    Files.writeString(written, server.getAddress().getPort() + "\n");
    Files.move(written, Path.of(args[0]), StandardCopyOption.ATOMIC_MOVE);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      String answer;
      try {
        answer = answer(exchange);
      } catch (Refusal refusal) {
        status = refusal.status;
        answer =
            "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                .formatted(refusal.code, escaped(refusal.getMessage()));
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String answer(HttpExchange exchange) throws IOException, Refusal {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES);
    Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
    return switch (form.getOrDefault("Action", "")) {
      case "AssumeRoleWithWebIdentity" -> assume(form);
      case "GetCallerIdentity" -> identity(exchange, body);
      default -> throw new Refusal(400, "InvalidAction", "There is no such action here.");
    };
  }

  // ---- credentials for a token

  private String assume(Map<String, String> form) throws Refusal {
    String subject = subject(form.getOrDefault("WebIdentityToken", ""));
    if (!form.getOrDefault("RoleArn", "").equals(role) || !subjects.matcher(subject).matches()) {
      throw new Refusal(
          403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
    String[] arn = role.split(":", 6);
    var session =
        new Session(
            "arn:aws:sts::%s:assumed-%s/%s".formatted(arn[4], arn[5], form.get("RoleSessionName")),
            random(20),
            random(40),
            Instant.now().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS));
    String key = "ASIA" + random(8).toUpperCase();
    synchronized (sessions) {
      sessions.put(key, session);
    }
    return """
    <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>%s</SubjectFromWebIdentityToken>
    <AssumedRoleUser><Arn>%s</Arn></AssumedRoleUser>
    <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
    <SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials>
    </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
    """
        .formatted(
            escaped(subject),
            escaped(session.arn()),
            key,
            session.secret(),
            session.token(),
            session.end());
  }

  /// Whose token it is, once its signature, issuer, audience and times are found good.
  private String subject(String token) throws Refusal {
    try {
      findKeys();
      return tokens.process(token, null).getSubject();
    } catch (IOException | KeySourceException e) {
      throw new Refusal(400, "IDPCommunicationError", "The issuer cannot be asked for its keys.");
    } catch (Exception e) {
      throw new Refusal(400, "InvalidIdentityToken", String.valueOf(e.getMessage()));
    }
  }

  private synchronized void findKeys() throws Exception {
    if (!knowsKeys) {
      try (var in = URI.create(issuer + "/.well-known/openid-configuration").toURL().openStream()) {
        var found = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        var keys = URI.create(JSONObjectUtils.getString(JSONObjectUtils.parse(found), "jwks_uri"));
        tokens.setJWSKeySelector(
            new JWSVerificationKeySelector<>(
                JWSAlgorithm.ES256, JWKSourceBuilder.create(keys.toURL()).build()));
        knowsKeys = true;
      }
    }
  }

  // ---- whose credentials a request is signed with

  private String identity(HttpExchange exchange, byte[] body) throws Refusal {
    Matcher signed = AUTHORIZATION.matcher(header(exchange, "Authorization"));
    if (!signed.matches()) {
      throw new Refusal(403, "MissingAuthenticationToken", "The request is not signed.");
    }
    Session session;
    synchronized (sessions) {
      session = sessions.get(signed.group("key"));
    }
    if (session == null || !session.token().equals(header(exchange, "X-Amz-Security-Token"))) {
      throw new Refusal(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (session.end().isBefore(Instant.now())) {
      throw new Refusal(
          403, "ExpiredToken", "The security token included in the request is expired");
    }
    byte[] expected = signature(exchange, body, signed, session).getBytes(StandardCharsets.UTF_8);
    byte[] given = signed.group("signature").getBytes(StandardCharsets.UTF_8);
    if (!isRecent(header(exchange, "X-Amz-Date")) || !MessageDigest.isEqual(expected, given)) {
      throw new Refusal(
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided.");
    }
    return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>%s</Arn><UserId>%s</UserId><Account>%s</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"
        .formatted(
            escaped(session.arn()),
            escaped("AROASTANDIN:" + session.arn().replaceAll(".*/", "")),
            role.split(":")[4]);
  }

  /// Signature Version 4 of a request for the root path without a query.
  private static String signature(
      HttpExchange exchange, byte[] body, Matcher signed, Session session) {
    var request = new StringBuilder(exchange.getRequestMethod() + "\n/\n\n");
    for (String name : signed.group("headers").split(";")) {
      request
          .append(name)
          .append(':')
          .append(header(exchange, name).strip().replaceAll(" +", " "))
          .append('\n');
    }
    request.append('\n').append(signed.group("headers")).append('\n').append(sha256(body));
    String text =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(
                header(exchange, "X-Amz-Date"),
                signed.group("scope"),
                sha256(request.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + session.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : signed.group("scope").split("/")) {
      key = hmac(key, part);
    }
    return HEX.formatHex(hmac(key, text));
  }

  private static boolean isRecent(String date) {
    Matcher parts =
        Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z").matcher(date);
    if (!parts.matches()) {
      return false;
    }
    Instant signedAt = Instant.parse(parts.replaceFirst("$1-$2-$3T$4:$5:$6Z"));
    return Duration.between(signedAt, Instant.now()).abs().compareTo(SKEW) <= 0;
  }

  // ---- texts

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static Map<String, String> form(String body) {
    var form = new LinkedHashMap<String, String>();
    for (String field : body.split("&")) {
      String[] pair = field.split("=", 2);
      form.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HEX.formatHex(random);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
