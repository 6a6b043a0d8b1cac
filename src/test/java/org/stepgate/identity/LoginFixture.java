package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.http.QueryParameters;
import org.stepgate.json.JsonValue.JsonObject;

/// Browsers that log in at an issuer, and workers that let them. Of a test class each.
abstract class LoginFixture {
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;

  final MovedClock clock = new MovedClock(START);
  IssuerStandIn issuer;
  private final List<IdentityFront> workers = new ArrayList<>();
  IdentityFront front;

  @BeforeEach
  void start() throws IOException {
    issuer = new IssuerStandIn();
    front = worker();
  }

  /// Waits for fetches that may be running before their files go.
  @AfterEach
  void stop() {
    String unknown =
        IssuerStandIn.token(IssuerStandIn.newKey("unknown"), issuer.claims(clock.instant()));
    for (IdentityFront each : workers) {
      assertThat(
              catchThrowableOfType(
                  ProblemException.class,
                  () ->
                      each.handle(
                          request("GET", "/x").withHeader("authorization", "Bearer " + unknown))))
          .isNotNull();
    }
    issuer.close();
  }

  /// A worker whose pages say who sees them.
  IdentityFront worker() {
    return worker(null);
  }

  /// The same where clients know the service by that URL.
  IdentityFront worker(@Nullable URI resource) {
    var identities = new Identities(clock, directory, null);
    IdentityConfig usual = IdentityConfig.defaults();
    identities.use(
        new IdentityConfig(
            List.of(IssuerConfig.of(issuer.url(), "stepgate")),
            IdentityConfig.Anonymous.NEVER,
            resource,
            usual.clockSkew(),
            usual.staleKeys(),
            LoginConfig.of(issuer.url(), "web")));
    var made =
        new IdentityFront(
            identities,
            request ->
                HttpResponse.of(200, "text/plain", identities.authenticate(request).subject()));
    workers.add(made);
    return made;
  }

  static HttpRequest request(String method, String target) {
    return HttpRequest.of(method, target).withHeader("host", "localhost");
  }

  ProblemException refusal(HttpRequest request) {
    return catchThrowableOfType(ProblemException.class, () -> front.handle(request));
  }

  /// The first cookie of that name that an answer sets, as a browser sends it back.
  static String cookie(HttpResponse answer, String name) {
    return answer.headers().all("Set-Cookie").stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(0, each.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  static Map<String, String> query(HttpResponse redirect) {
    String location = redirect.headers().first("Location").orElseThrow();
    return QueryParameters.parse(URI.create(location).getRawQuery()).parameters().stream()
        .collect(
            Collectors.toMap(QueryParameters.Parameter::name, QueryParameters.Parameter::value));
  }

  /// A login that the issuer confirms with claims that a test may change.
  HttpResponse login(String to, Function<JsonObject.Builder, JsonObject.Builder> change) {
    HttpResponse begun = front.handle(request("GET", "/stepgate/login?to=" + to));
    Map<String, String> asked = query(begun);
    JsonObject claims =
        change
            .apply(
                JsonObject.builder()
                    .put("iss", issuer.url())
                    .put("sub", "alice")
                    .put("aud", "web")
                    .put("nonce", asked.get("nonce"))
                    .put("iat", clock.instant().getEpochSecond())
                    .put("exp", clock.instant().getEpochSecond() + 300)
                    .put("groups", "release"))
            .build();
    issuer.promise(
        "c0de",
        asked.get("code_challenge"),
        IssuerStandIn.token(
            issuer.key(), "{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"JWT\"}", claims));
    return front.handle(
        request("GET", "/stepgate/oidc/callback?code=c0de&state=" + asked.get("state"))
            .withHeader("cookie", cookie(begun, "stepgate_login")));
  }

  HttpResponse login() {
    return login("/orders", claims -> claims);
  }

  HttpRequest with(HttpResponse login, String method, String target) {
    return request(method, target)
        .withHeader(
            "cookie", cookie(login, "stepgate_session") + "; " + cookie(login, "stepgate_csrf"));
  }

  static String csrf(HttpResponse login) {
    return cookie(login, "stepgate_csrf").substring("stepgate_csrf=".length());
  }
}
