package org.stepgate.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.stepgate.digest.Sha256;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// An OpenID issuer on this host, whose keys and documents a test can change. It counts what it is
/// asked.
public final class IssuerStandIn implements AutoCloseable {
  private final HttpServer server;
  private final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
  private volatile List<ECKey> keys;
  private volatile boolean down;
  private volatile Duration delay = Duration.ZERO;
  private volatile String issuerInDocument;
  private volatile String jwks;
  private volatile String code = "";
  private volatile String challenge = "";
  private volatile String idToken = "";

  public IssuerStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    keys = List.of(newKey("first"));
    issuerInDocument = url();
  }

  public static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      pause();
      String document =
          switch (path) {
            case "/realm/.well-known/openid-configuration" ->
                "{\"issuer\":\""
                    + issuerInDocument
                    + "\",\"jwks_uri\":\""
                    + url()
                    + "/keys\",\"authorization_endpoint\":\""
                    + url()
                    + "/auth\",\"token_endpoint\":\""
                    + url()
                    + "/token\",\"end_session_endpoint\":\""
                    + url()
                    + "/end\"}";
            case "/realm/token" ->
                exchanged(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            case "/realm/keys" -> jwks == null ? published() : jwks;
            default -> "";
          };
      byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(
          down ? 500 : bytes.length == 0 ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the stand-in ends", e);
    }
  }

  /// The ID token for a code, if the form is what was promised.
  private String exchanged(String form) {
    String verifier = form.replaceAll(".*code_verifier=([^&]*).*", "$1");
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    return form.contains("code=" + code + "&") && hash.equals(challenge)
        ? "{\"token_type\":\"Bearer\",\"id_token\":\"" + idToken + "\"}"
        : "";
  }

  /// Gives an ID token for that code to who knows the verifier of the challenge.
  public void promise(String newCode, String newChallenge, String newIdToken) {
    code = newCode;
    challenge = newChallenge;
    idToken = newIdToken;
  }

  private String published() {
    var set = new StringBuilder("{\"keys\":[");
    for (ECKey key : keys) {
      set.append(set.charAt(set.length() - 1) == '[' ? "" : ",");
      set.append(key.toPublicJWK().toJSONString());
    }
    return set.append("]}").toString();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
  }

  /// How often the keys were fetched.
  public long fetches() {
    return asked.stream().filter("/realm/keys"::equals).count();
  }

  /// All paths that were asked for.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// How long it takes to answer from now on.
  public void delay(Duration time) {
    delay = time;
  }

  public void down(boolean isDown) {
    down = isDown;
  }

  public void publish(ECKey... published) {
    keys = List.of(published);
  }

  /// Serves this text in place of keys.
  public void publishText(String text) {
    jwks = text;
  }

  public void nameInDocument(String issuer) {
    issuerInDocument = issuer;
  }

  public ECKey key() {
    return keys.getFirst();
  }

  /// The claims of a token that is accepted, made at `now` for ten minutes.
  public JsonObject claims(Instant now) {
    return JsonObject.builder()
        .put("iss", url())
        .put("sub", "alice")
        .put("aud", "stepgate")
        .put("client_id", "shop")
        .put("jti", "1")
        .put("iat", now.getEpochSecond())
        .put("exp", now.getEpochSecond() + 600)
        .put("groups", JsonValue.array(List.of("release", "dev"), JsonValue.JsonString::new))
        .put("scope", "orders reports")
        .build();
  }

  /// A token by RFC 9068 with these claims.
  public String token(JsonObject claims) {
    return token(key(), claims);
  }

  public static String token(ECKey key, JsonObject claims) {
    return token(key, header(key.getKeyID()), claims);
  }

  private static String header(String keyId) {
    return "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}";
  }

  /// The first part of a token, encoded.
  static String headerOf(String keyId) {
    return Base64URL.encode(header(keyId)).toString();
  }

  /// A token with a header of whatever kind, signed with ES256.
  public static String token(ECKey key, String header, JsonObject claims) {
    return tokenOf(key, header, JsonWriter.write(claims));
  }

  /// A token with header and claims of whatever kind, signed with ES256.
  public static String tokenOf(ECKey key, String header, String claims) {
    String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      var signer = new ECDSASigner(key);
      return signed
          + "."
          + signer.sign(
              new JWSHeader(JWSAlgorithm.ES256), signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static JsonObject json(String text) {
    return (JsonObject) JsonReader.read(text, JsonLimits.NETWORK);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
