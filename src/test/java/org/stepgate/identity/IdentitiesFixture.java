package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.identity.IdentityConfig.Anonymous;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

/// A worker that knows its callers by the tokens of an issuer, and a clock that the test moves.
@Timeout(60)
abstract class IdentitiesFixture {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;

  final MovedClock clock = new MovedClock(START);
  IssuerStandIn issuer;
  Identities second;

  /// Whether the test has configured who is known, see [#identities].
  boolean used;

  Identities identities;

  @BeforeEach
  void start() throws IOException {
    issuer = new IssuerStandIn();
    identities = new Identities(clock, directory, null);
  }

  /// Waits for a fetch that may be running before its files go.
  @AfterEach
  void stop() {
    HttpRequest unknown = with(IssuerStandIn.token(IssuerStandIn.newKey("unknown"), claims()));
    refusal(unknown);
    assertThat(catchThrowableOfType(ProblemException.class, () -> second().authenticate(unknown)))
        .isNotNull();
    issuer.close();
  }

  /// Another worker of the pool.
  Identities second() {
    if (second == null) {
      second = new Identities(clock, directory, null);
    }
    return second;
  }

  void use(IssuerConfig config) {
    used = true;
    identities.use(
        IdentityConfig.defaults().withIssuers(List.of(config)).withAnonymous(Anonymous.NEVER));
  }

  /// The identities, by an issuer as it is meant to be where a test has not configured another.
  Identities identities() {
    if (!used) {
      use(IssuerConfig.of(issuer.url(), "stepgate"));
    }
    return identities;
  }

  Principal caller(String token) {
    return identities().authenticate(with(token));
  }

  static HttpRequest with(String token) {
    return HttpRequest.of("GET", "/x").withHeader("authorization", "Bearer " + token);
  }

  ProblemException refusal(HttpRequest request) {
    return catchThrowableOfType(ProblemException.class, () -> identities().authenticate(request));
  }

  ProblemException refusal(String token) {
    return refusal(with(token));
  }

  static String challenge(ProblemException problem) {
    return problem.response().headers().first("WWW-Authenticate").orElse("");
  }

  void assertRefused(String token) {
    ProblemException problem = refusal(token);
    assertThat(problem).as("the refusal of " + token).isNotNull();
    assertThat(problem.status()).isEqualTo(401);
    assertThat(challenge(problem)).contains("error=\"invalid_token\"");
  }

  JsonObject claims() {
    return issuer.claims(clock.instant());
  }

  JsonObject claims(Function<JsonObject.Builder, JsonObject.Builder> change) {
    return change.apply(claims().toBuilder()).build();
  }
}
