package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class DemoIssuerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DemoIssuer.Request ALICE =
      new DemoIssuer.Request(
          "alice", List.of("release"), List.of("orders"), Duration.ofMinutes(10));

  @TempDir Path state;

  private final MovedClock clock = new MovedClock(NOW);

  private Identities identities() {
    return new Identities(clock, state.resolve("identity"), new DemoIssuer(state));
  }

  private static HttpRequest with(String token, String address) {
    var any = HttpRequest.of("GET", "/x");
    return new HttpRequest(
        "GET",
        "/x",
        "/x",
        any.query(),
        token.isEmpty() ? Headers.none() : Headers.of("authorization", "Bearer " + token),
        address,
        "http",
        "127.0.0.1:8080",
        any.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", ""})
  void mintedToken_ofACallerOnThisHost_isBelieved(String address) throws IOException {
    String token = new DemoIssuer(state).mint(ALICE, NOW);

    Principal caller = identities().authenticate(with(token, address));

    assertThat(caller.issuer()).isEqualTo("http://localhost/stepgate/demo");
    assertThat(caller.subject()).isEqualTo("alice");
    assertThat(caller.groups()).containsExactly("release");
    assertThat(caller.claims().toString())
        .isEqualTo("{\"client_id\":\"stepgate-demo\",\"scopes\":[\"orders\"]}");
  }

  @Test
  void mintedToken_fromAnotherHost_is401EvenWhenRemembered() throws IOException {
    String token = new DemoIssuer(state).mint(ALICE, NOW);
    Identities identities = identities();
    identities.authenticate(with(token, "127.0.0.1"));

    var problem =
        catchThrowableOfType(
            ProblemException.class, () -> identities.authenticate(with(token, "192.0.2.1")));

    assertThat(problem.status()).isEqualTo(401);
  }

  @Test
  void mintedToken_whereThereIsNoDemo_is401() throws IOException {
    String token = new DemoIssuer(state).mint(ALICE, NOW);
    var identities = new Identities(clock, state.resolve("identity"), null);

    var problem =
        catchThrowableOfType(
            ProblemException.class, () -> identities.authenticate(with(token, "127.0.0.1")));

    assertThat(problem.status()).isEqualTo(401);
  }

  @Test
  void mintedToken_expires() throws IOException {
    String token = new DemoIssuer(state).mint(ALICE, NOW);
    Identities identities = identities();
    clock.move(Duration.ofMinutes(10).plusSeconds(30));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> identities.authenticate(with(token, "")));
  }

  @Test
  void withoutToken_callersOnThisHostAreAnonymous() {
    assertThat(identities().authenticate(with("", "127.0.0.1"))).isEqualTo(Principal.ANONYMOUS);

    var problem =
        catchThrowableOfType(
            ProblemException.class, () -> identities().authenticate(with("", "192.0.2.1")));
    assertThat(problem.status()).isEqualTo(401);
  }

  @Test
  void key_isMadeOnceForItsOwnerOnly() throws Exception {
    try (var pool = Executors.newFixedThreadPool(4)) {
      Callable<String> jwks =
          () -> new String(new DemoIssuer(state).jwks(), StandardCharsets.UTF_8);
      var seen = new HashSet<String>();
      for (Future<String> each : pool.invokeAll(List.of(jwks, jwks, jwks, jwks))) {
        seen.add(each.get());
      }
      assertThat(seen).hasSize(1);
      assertThat(seen.iterator().next()).doesNotContain("\"d\"");
    }
    try (Stream<Path> files = Files.list(state)) {
      assertThat(files).containsExactly(state.resolve("demo-issuer.jwk"));
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.resolve("demo-issuer.jwk"))))
        .isEqualTo("rw-------");
  }

  @Test
  void key_thatOthersCanRead_isRefused() throws IOException {
    new DemoIssuer(state).jwks();
    Files.setPosixFilePermissions(
        state.resolve("demo-issuer.jwk"), PosixFilePermissions.fromString("rw-r-----"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> new DemoIssuer(state).mint(ALICE, NOW))
        .withMessageContaining("0600");
  }

  @Test
  void request_outOfRange_isRefused() {
    for (Duration lifetime :
        List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(1).plusMillis(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new DemoIssuer.Request("a", List.of(), List.of(), lifetime));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoIssuer.Request(" ", List.of(), List.of(), Duration.ofMinutes(1)));
  }

  @Test
  void documents_areServedToCallersOnThisHostOnly() {
    var front = new IdentityFront(identities(), _ -> HttpResponse.of(204));

    JsonObject discovery =
        json(front.handle(path("/stepgate/demo/.well-known/openid-configuration", "127.0.0.1")));
    JsonObject keys = json(front.handle(path("/stepgate/demo/jwks.json", "127.0.0.1")));
    JsonObject metadata =
        json(front.handle(path("/.well-known/oauth-protected-resource", "192.0.2.1")));

    assertThat(discovery.string("issuer")).isEqualTo(DemoIssuer.URL);
    assertThat(discovery.string("jwks_uri"))
        .isEqualTo("http://127.0.0.1:8080/stepgate/demo/jwks.json");
    assertThat(keys.toString()).contains("\"P-256\"").doesNotContain("\"d\":");
    assertThat(metadata.toString())
        .contains("\"resource\":\"http://127.0.0.1:8080\"", DemoIssuer.URL);
    for (String path :
        List.of("/stepgate/demo/.well-known/openid-configuration", "/stepgate/demo/jwks.json")) {
      var problem =
          catchThrowableOfType(ProblemException.class, () -> front.handle(path(path, "192.0.2.1")));
      assertThat(problem.status()).isEqualTo(404);
    }
    assertThat(front.handle(path("/stepgate/demo", "")).status()).isEqualTo(204);
  }

  @Test
  void metadata_withoutIssuers_is404() {
    var front =
        new IdentityFront(
            new Identities(clock, state.resolve("identity"), null), _ -> HttpResponse.of(204));

    var problem =
        catchThrowableOfType(
            ProblemException.class,
            () -> front.handle(path("/.well-known/oauth-protected-resource", "")));

    assertThat(problem.status()).isEqualTo(404);
  }

  @Test
  void forbidden_ofAKnownCaller_saysInsufficientScopeAndOfAnUnknownOne_is401() throws IOException {
    var front =
        new IdentityFront(
            identities(),
            _ -> {
              throw ProblemException.forbidden("No.", "denied");
            });
    String token = new DemoIssuer(state).mint(ALICE, NOW);

    var known = catchThrowableOfType(ProblemException.class, () -> front.handle(with(token, "")));
    var unknown = catchThrowableOfType(ProblemException.class, () -> front.handle(with("", "")));

    assertThat(known.response().headers().first("WWW-Authenticate"))
        .contains(
            "Bearer realm=\"stepgate\", error=\"insufficient_scope\","
                + " resource_metadata=\"http://127.0.0.1:8080/.well-known/oauth-protected-resource\"");
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.response().headers().first("WWW-Authenticate"))
        .contains(
            "Bearer realm=\"stepgate\","
                + " resource_metadata=\"http://127.0.0.1:8080/.well-known/oauth-protected-resource\"");
  }

  private static HttpRequest path(String path, String address) {
    var base = with("", address);
    return new HttpRequest(
        "GET", path, path, base.query(), base.headers(), address, "http", base.host(), base.body());
  }

  private static JsonObject json(HttpResponse response) {
    return (JsonObject) JsonReader.read(response.content().toString(), JsonLimits.NETWORK);
  }
}
