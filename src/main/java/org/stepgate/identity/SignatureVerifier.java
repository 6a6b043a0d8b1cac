package org.stepgate.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.http.HttpRequest;
import org.stepgate.identity.SignatureCheck.Refused;

/// Verifies AWS Signature Version 4, in the `Authorization` header and in the query string.
///
/// The signature is computed anew by the AWS SDK, over the header fields that the request names as
/// signed, and compared in constant time. The body counts by its SHA-256, which
/// `x-amz-content-sha256` has to repeat where it is there, or as `UNSIGNED-PAYLOAD` where that
/// field says so. `host`, `x-amz-target` and the date have to be signed. Header fields that the SDK
/// never signs (`User-Agent`, `X-Amzn-Trace-Id`, `Connection`, `Expect`, `Transfer-Encoding`) may
/// not be among the signed ones.
///
/// Threads: safe for use by any.
///
/// @spec https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
public final class SignatureVerifier {
  /// The issuer of principals that signed with an access key.
  public static final String ISSUER = "stepgate:access-keys";

  private static final Logger LOG = LogManager.getLogger(SignatureVerifier.class);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int MAX_EXPIRES_SECONDS = 604_800;

  /// However long a presigned request says: each is remembered as long as it holds.
  private static final Duration MAX_HOLD = Duration.ofMinutes(15);

  private static final Pattern DATE = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
  private static final Pattern EXPIRES = Pattern.compile("[0-9]{1,6}");
  private static final String TERMINATOR = "aws4_request";
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final Duration RECENT = Duration.ofSeconds(2);
  private static final String INVOCATION = "amz-sdk-invocation-id";
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final AccessKeys keys;
  private final Scope scope;
  private final InstantSource clock;

  /// What credentials have to be scoped to.
  ///
  /// @param region the region, such as `us-east-1`
  /// @param service the signing name, such as `states`
  /// @param normalizePath whether the path is normalised before it is signed, as for every service
  ///   but S3
  public record Scope(String region, String service, boolean normalizePath) {}

  /// A verifier for requests signed with one of `keys`, which may change while it is used.
  public SignatureVerifier(AccessKeys keys, Scope scope, InstantSource clock) {
    this.keys = keys;
    this.scope = scope;
    this.clock = clock;
  }

  /// Verifies one request.
  ///
  /// @param body the whole body of the request
  public SignatureCheck verify(HttpRequest request, byte[] body) {
    return switch (SignedRequest.read(request)) {
      case SignedRequest.Reading.Unusable(Refused refusal) -> refusal;
      case SignedRequest.Reading.Signed(SignedRequest signed) -> verify(request, body, signed);
    };
  }

  private SignatureCheck verify(HttpRequest request, byte[] body, SignedRequest signed) {
    List<String> credential = List.of(signed.credential().split("/", -1));
    if (credential.size() < 5) {
      return Refused.incomplete(
          "Credential must have at least 5 slash-delimited elements,"
              + " e.g. keyid/date/region/service/term, got '"
              + signed.credential()
              + "'");
    }
    Instant signedAt = instant(signed.date());
    if (signedAt == null) {
      return Refused.incomplete(
          "Date must be in ISO-8601 'basic format'. Got '"
              + signed.date()
              + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
    Optional<Refused> fault =
        scopeFault(credential, signed.date()).or(() -> coverFault(request, signed));
    if (fault.isEmpty()) {
      fault = timeFault(signed, signedAt);
    }
    if (fault.isPresent()) {
      return fault.get();
    }
    String payload = payloadHash(request, body);
    if (payload == null) {
      return Refused.otherSignature();
    }
    return keys.find(credential.getFirst())
        .filter(known -> !known.key().onlyLocal() || LocalAnonymous.isLocal(request))
        .map(known -> verify(known, request, payload, signed, signedAt))
        .orElseGet(Refused::unrecognized);
  }

  /// The time that `20260131T120000Z` means; null when the text has another form.
  private static @Nullable Instant instant(String basic) {
    if (!DATE.matcher(basic).matches()) {
      return null;
    }
    try {
      return LocalDateTime.of(
              Integer.parseInt(basic, 0, 4, 10),
              Integer.parseInt(basic, 4, 6, 10),
              Integer.parseInt(basic, 6, 8, 10),
              Integer.parseInt(basic, 9, 11, 10),
              Integer.parseInt(basic, 11, 13, 10),
              Integer.parseInt(basic, 13, 15, 10))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private SignatureCheck verify(
      AccessKeys.Known known,
      HttpRequest request,
      String payload,
      SignedRequest signed,
      Instant signedAt) {
    AccessKey key = known.key();
    try {
      String token = key.sessionToken().isPresent() ? key.sessionToken().get().read() : "";
      String given = signed.sessionToken() == null ? "" : signed.sessionToken();
      if (!equal(token, given)) {
        return Refused.unrecognized();
      }
      String expected =
          SdkSigner.signature(
              request,
              signed,
              payload,
              new SdkSigner.Key(key.id(), key.secret().read()),
              scope,
              signedAt);
      return equal(expected, signed.signature())
          ? new SignatureCheck.Verified(
              known.principal(),
              key.account(),
              new SignatureCheck.Proof(
                  signed.signature(),
                  signedAt.plus(holds(signed)),
                  !payload.equals(UNSIGNED),
                  Duration.between(signedAt, clock.instant()).abs().compareTo(RECENT) <= 0,
                  request.headers().first(INVOCATION).orElse("")))
          : Refused.otherSignature();
    } catch (IOException e) {
      LOG.error("identity.secret_unreadable key={}", key.id(), e);
      return Refused.unrecognized();
    } catch (IllegalArgumentException e) {
      LOG.debug("identity.unsignable key={}", key.id(), e);
      return Refused.otherSignature();
    }
  }

  private Optional<Refused> scopeFault(List<String> credential, String date) {
    int last = credential.size() - 1;
    if (!credential.get(last).equals(TERMINATOR)) {
      return Optional.of(
          Refused.invalid(
              "Credential should be scoped with a valid terminator: 'aws4_request', not '"
                  + credential.get(last)
                  + "'."));
    }
    if (!credential.get(last - 1).equals(scope.service())) {
      return Optional.of(
          Refused.invalid(
              "Credential should be scoped to correct service: '" + scope.service() + "'."));
    }
    if (!credential.get(last - 2).equals(scope.region())) {
      return Optional.of(Refused.invalid("Credential should be scoped to a valid region."));
    }
    String day = date.substring(0, 8);
    if (!credential.get(last - 3).equals(day)) {
      return Optional.of(
          Refused.invalid(
              "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
                  + " HTTP: '"
                  + credential.get(last - 3)
                  + "' != '"
                  + day
                  + "', from '"
                  + date
                  + "'."));
    }
    return Optional.empty();
  }

  /// What the signature has to cover, since the answer depends on it.
  private static Optional<Refused> coverFault(HttpRequest request, SignedRequest signed) {
    if (!signed.signedHeaders().contains("host")) {
      return Optional.of(
          Refused.invalid(
              "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."));
    }
    for (var name : List.of("x-amz-target", "x-amz-date")) {
      if (request.headers().has(name)
          && !signed.signedHeaders().contains(name)
          && !(signed.presigned() && name.equals("x-amz-date"))) {
        return Optional.of(
            Refused.invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization."));
      }
    }
    return Optional.empty();
  }

  private Optional<Refused> timeFault(SignedRequest signed, Instant signedAt) {
    Instant now = clock.instant();
    String seconds = signed.expiresSeconds();
    if (seconds != null) {
      if (!EXPIRES.matcher(seconds).matches()
          || Integer.parseInt(seconds) < 1
          || Integer.parseInt(seconds) > MAX_EXPIRES_SECONDS) {
        return Optional.of(
            Refused.incomplete("X-Amz-Expires must be a number from 1 to " + MAX_EXPIRES_SECONDS));
      }
    }
    Duration holds = holds(signed);
    if (signedAt.isAfter(now.plus(SKEW))) {
      return Optional.of(
          Refused.invalid(
              "Signature not yet current: %s is still later than %s (%s + 5 min.)"
                  .formatted(signed.date(), basic(now.plus(SKEW)), basic(now))));
    }
    if (signedAt.plus(holds).isBefore(now)) {
      String bound = signed.presigned() ? seconds(holds) : "5 min.";
      return Optional.of(
          Refused.invalid(
              "Signature expired: %s is now earlier than %s (%s - %s)"
                  .formatted(signed.date(), basic(now.minus(holds)), basic(now), bound)));
    }
    return Optional.empty();
  }

  /// How long a signature holds; its own word for it was checked.
  private static Duration holds(SignedRequest signed) {
    String seconds = signed.expiresSeconds();
    if (seconds == null) {
      return SKEW;
    }
    Duration asked = Duration.ofSeconds(Integer.parseInt(seconds));
    return asked.compareTo(MAX_HOLD) < 0 ? asked : MAX_HOLD;
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }

  private static String basic(Instant time) {
    return BASIC.format(time.atOffset(ZoneOffset.UTC));
  }

  /// The hash that the signature counts the body by; null when the request names another body.
  private static @Nullable String payloadHash(HttpRequest request, byte[] body) {
    String named =
        request
            .headers()
            .joined(CONTENT_HASH)
            .or(() -> request.query().first("X-Amz-Content-Sha256"))
            .orElse("");
    if (named.equals(UNSIGNED)) {
      return UNSIGNED;
    }
    String computed = Sha256.hex(body);
    return named.isEmpty() || equal(named, computed) ? computed : null;
  }

  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
