package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.identity.IdentityConfig.Anonymous;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

@Timeout(60)
class IdentitiesTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;

  private final MovedClock clock = new MovedClock(START);
  private IssuerStandIn issuer;
  private Identities second;
  private boolean used;
  private Identities identities;

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
  private Identities second() {
    if (second == null) {
      second = new Identities(clock, directory, null);
    }
    return second;
  }

  private void use(IssuerConfig config) {
    used = true;
    identities.use(
        IdentityConfig.defaults().withIssuers(List.of(config)).withAnonymous(Anonymous.NEVER));
  }

  /// The identities, by an issuer as it is meant to be where a test has not configured another.
  private Identities identities() {
    if (!used) {
      use(IssuerConfig.of(issuer.url(), "stepgate"));
    }
    return identities;
  }

  private Principal caller(String token) {
    return identities().authenticate(with(token));
  }

  private static HttpRequest with(String token) {
    return HttpRequest.of("GET", "/x").withHeader("authorization", "Bearer " + token);
  }

  private ProblemException refusal(HttpRequest request) {
    return catchThrowableOfType(ProblemException.class, () -> identities().authenticate(request));
  }

  private ProblemException refusal(String token) {
    return refusal(with(token));
  }

  private static String challenge(ProblemException problem) {
    return problem.response().headers().first("WWW-Authenticate").orElse("");
  }

  private void assertRefused(String token) {
    ProblemException problem = refusal(token);
    assertThat(problem).as("the refusal of " + token).isNotNull();
    assertThat(problem.status()).isEqualTo(401);
    assertThat(challenge(problem)).contains("error=\"invalid_token\"");
  }

  private JsonObject claims() {
    return issuer.claims(clock.instant());
  }

  private JsonObject claims(Function<JsonObject.Builder, JsonObject.Builder> change) {
    return change.apply(claims().toBuilder()).build();
  }

  @Test
  void authenticate_byAnAccessToken_isItsSubjectWithGroupsScopesAndKeptClaims() {
    Principal caller = caller(issuer.token(claims()));

    assertThat(caller.issuer()).isEqualTo(issuer.url());
    assertThat(caller.subject()).isEqualTo("alice");
    assertThat(caller.groups()).containsExactly("dev", "release");
    assertThat(caller.claims().toString())
        .isEqualTo("{\"client_id\":\"shop\",\"scopes\":[\"orders\",\"reports\"]}");
  }

  @Test
  void authenticate_fromAnotherHost_takesTheToken() {
    var elsewhere =
        new HttpRequest(
            "GET",
            "/x",
            "/x",
            with("").query(),
            with(issuer.token(claims())).headers(),
            "203.0.113.9",
            "https",
            "stepgate.example.com",
            with("").body());

    assertThat(identities().authenticate(elsewhere).subject()).isEqualTo("alice");
  }

  @Test
  void authenticate_withoutCredentials_is401WithTheMetadata() {
    ProblemException problem = refusal(HttpRequest.of("GET", "/x"));

    assertThat(problem.status()).isEqualTo(401);
    assertThat(challenge(problem))
        .isEqualTo(
            "Bearer realm=\"stepgate\","
                + " resource_metadata=\"http://localhost/.well-known/oauth-protected-resource\"");
  }

  @Test
  void authenticate_withoutCredentialsOnThisHost_isAnonymousWhereConfigured() {
    used = true;
    identities.use(
        IdentityConfig.defaults().withIssuers(List.of(IssuerConfig.of(issuer.url(), "stepgate"))));

    assertThat(identities.authenticate(HttpRequest.of("GET", "/x"))).isEqualTo(Principal.ANONYMOUS);
    assertRefused("wrong");
  }

  @Test
  void authenticate_anonymousForAPageOfAnotherSite_is403AndWithATokenItIsNot() {
    used = true;
    identities.use(
        IdentityConfig.defaults().withIssuers(List.of(IssuerConfig.of(issuer.url(), "stepgate"))));
    var front =
        new IdentityFront(
            identities, request -> HttpResponse.of(200, "text/plain", caller(request).subject()));
    HttpRequest foreign =
        HttpRequest.of("POST", "/x")
            .withHeader("origin", "https://evil.example")
            .withHeader("sec-fetch-site", "cross-site");
    HttpRequest bound = elsewhere(HttpRequest.of("GET", "/x"), "127.0.0.1", "evil.example");

    for (HttpRequest request : List.of(foreign, bound)) {
      var problem = catchThrowableOfType(ProblemException.class, () -> front.handle(request));
      assertThat(problem).isNotNull();
      assertThat(problem.status()).isEqualTo(403);
      HttpRequest known = request.withHeader("authorization", "Bearer " + issuer.token(claims()));
      assertThat(front.handle(known).content().toString()).isEqualTo("alice");
    }
    assertThat(front.handle(HttpRequest.of("POST", "/x")).content().toString())
        .isEqualTo("anonymous");
  }

  private Principal caller(HttpRequest request) {
    return identities.authenticate(request);
  }

  private static HttpRequest elsewhere(HttpRequest request, String address, String host) {
    return new HttpRequest(
        request.method(),
        request.path(),
        request.rawUri(),
        request.query(),
        request.headers(),
        address,
        request.scheme(),
        host,
        request.body());
  }

  @ParameterizedTest
  @CsvSource({"evil.example,false", "127.0.0.1:8080,true", "localhost,true", "[::1],true"})
  void challenge_repeatsNoHostThatAnybodyMayClaim(String host, boolean repeated) {
    ProblemException problem = refusal(elsewhere(HttpRequest.of("GET", "/x"), "10.0.0.9", host));

    assertThat(challenge(problem))
        .isEqualTo(
            "Bearer realm=\"stepgate\""
                + (repeated
                    ? ", resource_metadata=\"http://"
                        + host
                        + "/.well-known/oauth-protected-resource\""
                    : ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YTpi", "Bearer", "AWS4-HMAC-SHA256 Credential=x", "Digest x"})
  void authenticate_byAnotherScheme_is401(String authorization) {
    ProblemException problem =
        refusal(HttpRequest.of("GET", "/x").withHeader("authorization", authorization));

    assertThat(problem.status()).isEqualTo(401);
  }

  @Test
  void t07_identityHeaderInAnySpelling_is400() {
    var front = new IdentityFront(identities, _ -> HttpResponse.of(200));
    for (String name :
        List.of(
            "x-forwarded-user",
            "X-Forwarded-User",
            "x_forwarded_user",
            "remote-user",
            "x-remote-user",
            "x-auth-request-email",
            "x-stepgate-subject",
            "x-amzn-oidc-identity")) {
      var request = with(issuer.token(claims())).withHeader(name, "root");

      var problem = catchThrowableOfType(ProblemException.class, () -> front.handle(request));

      assertThat(problem).as(name).isNotNull();
      assertThat(problem.status()).as(name).isEqualTo(400);
    }
  }

  @Test
  void t07_severalAuthorizationHeaders_is400() {
    String token = issuer.token(claims());

    assertThat(refusal(with(token).withHeader("Authorization", "Bearer " + token)).status())
        .isEqualTo(400);
  }

  @Test
  void t09_otherHeadersQueryAndMethods_doNotReplaceTheToken() {
    String token = issuer.token(claims());
    var asked = HttpRequest.of("GET", "/x?access_token=" + token + "&_method=OPTIONS");
    for (var header :
        Map.of(
                "x-forwarded-uri", "/stepgate/health",
                "x-original-url", "/stepgate/health",
                "x-rewrite-url", "/stepgate/health",
                "x-http-method-override", "OPTIONS",
                "user-agent", "kube-probe/1.30",
                "x-forwarded-for", "127.0.0.1",
                "cookie", "access_token=" + token,
                "x-access-token", token)
            .entrySet()) {
      assertThat(refusal(asked.withHeader(header.getKey(), header.getValue())).status())
          .as(header.getKey())
          .isEqualTo(401);
    }
  }

  @Test
  void t11_algNone_is401() {
    String payload = Base64URL.encode(claims().toString()).toString();
    for (String alg : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = Base64URL.encode("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\"}").toString();
      assertRefused(header + "." + payload + ".");
    }
    assertThat(issuer.fetches()).isLessThanOrEqualTo(1);
  }

  @Test
  void t11_hmacWithThePublicKey_is401() throws Exception {
    ECKey key = issuer.key();
    for (byte[] secret :
        List.of(
            key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            key.toECPublicKey().getEncoded())) {
      String signed =
          Base64URL.encode("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"first\"}")
              + "."
              + Base64URL.encode(claims().toString());
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      assertRefused(
          signed + "." + Base64URL.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jwk\":{}",
        "\"jku\":\"http://127.0.0.1:PORT/trap\"",
        "\"x5u\":\"http://127.0.0.1:PORT/trap\"",
        "\"x5c\":[\"a\"]",
        "\"crit\":[\"exp\"]",
        "\"crit\":[]",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"kid\":{\"a\":1}",
        "\"typ\":1",
        "\"alg\":\"ES256\""
      })
  void t11_keyOrExtensionInTheHeader_is401AndFetchesNothing(String member) {
    caller(issuer.token(claims()));
    long before = issuer.asked().size();
    ECKey own = IssuerStandIn.newKey("own");
    String named =
        member
            .replace("PORT", issuer.url().replaceAll("\\D+(\\d+)/realm", "$1"))
            .replace("{}", own.toPublicJWK().toJSONString());
    String id = member.contains("kid") ? "" : ",\"kid\":\"first\"";
    String typ = member.contains("typ") ? "" : ",\"typ\":\"at+jwt\"";

    assertRefused(
        IssuerStandIn.token(own, "{\"alg\":\"ES256\"" + id + typ + "," + named + "}", claims()));

    assertThat(issuer.asked()).hasSize((int) before).doesNotContain("/trap");
  }

  @Test
  void t11_signatureOfAnotherKey_is401() {
    assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("first"), claims()));
  }

  @Test
  void t12_wrongClaims_is401() {
    JsonObject good = claims();
    long now = START.getEpochSecond();
    Map<String, JsonObject> tokens =
        Map.ofEntries(
            Map.entry("other issuer", claims(c -> c.put("iss", "https://other.example"))),
            Map.entry("issuer with a slash", claims(c -> c.put("iss", issuer.url() + "/"))),
            Map.entry("no issuer", claims(c -> c.remove("iss"))),
            Map.entry(
                "issuer a list",
                claims(c -> c.put("iss", JsonValue.array(List.of(issuer.url()), JsonString::new)))),
            Map.entry("other audience", claims(c -> c.put("aud", "stepgate2"))),
            Map.entry("no audience", claims(c -> c.remove("aud"))),
            Map.entry("audience a number", claims(c -> c.put("aud", 1))),
            Map.entry("expired", claims(c -> c.put("exp", now - 30))),
            Map.entry("exp a string", claims(c -> c.put("exp", Long.toString(now + 600)))),
            Map.entry("exp missing", claims(c -> c.remove("exp"))),
            Map.entry("exp negative", claims(c -> c.put("exp", -1))),
            Map.entry("exp huge", claims(c -> c.put("exp", new JsonNumber("1e400")))),
            Map.entry("not yet", claims(c -> c.put("nbf", now + 31))),
            Map.entry("from the future", claims(c -> c.put("iat", now + 31))),
            Map.entry("no iat", claims(c -> c.remove("iat"))),
            Map.entry("no jti", claims(c -> c.remove("jti"))),
            Map.entry("no client", claims(c -> c.remove("client_id"))),
            Map.entry("no subject", claims(c -> c.remove("sub"))),
            Map.entry("subject blank", claims(c -> c.put("sub", " "))),
            Map.entry("subject of two lines", claims(c -> c.put("sub", "a\nb"))),
            Map.entry("groups a number", claims(c -> c.put("groups", 1))),
            Map.entry(
                "groups of numbers",
                claims(c -> c.put("groups", JsonValue.array(List.of(1L), JsonNumber::of)))));
    caller(issuer.token(good));

    tokens.forEach((name, claims) ->
        assertThat(refusal(issuer.token(claims)))
            .as(name)
            .isNotNull()
            .extracting(ProblemException::status)
            .isEqualTo(401));
  }

  @ParameterizedTest
  @CsvSource({"-29,0", "-30,401"})
  void exp_counsWithTheSkew(long seconds, int status) {
    String token = issuer.token(claims(c -> c.put("exp", START.getEpochSecond() + seconds)));

    ProblemException problem = refusal(token);

    assertThat(problem == null ? 0 : problem.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"JWT", "jwt", "application/jwt", "''", "id+jwt", "logout+jwt"})
  void t12_typeOfOtherTokens_is401(String type) {
    String header =
        "{\"alg\":\"ES256\",\"kid\":\"first\""
            + (type.isEmpty() ? "" : ",\"typ\":\"" + type + "\"")
            + "}";

    assertRefused(IssuerStandIn.token(issuer.key(), header, claims()));
  }

  @ParameterizedTest
  @CsvSource({"at+jwt", "AT+JWT", "application/at+jwt"})
  void type_ofAccessTokens_isAccepted(String type) {
    String header = "{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"" + type + "\"}";

    assertThat(caller(IssuerStandIn.token(issuer.key(), header, claims())).subject())
        .isEqualTo("alice");
  }

  @Test
  void t12_idTokenWhereJwtIsTolerated_is401() {
    use(IssuerConfig.of(issuer.url(), "stepgate").withTokenTypes(Set.of("jwt", "none")));
    String header = "{\"alg\":\"ES256\",\"kid\":\"first\",\"typ\":\"JWT\"}";
    JsonObject access = claims(c -> c.put("typ", "Bearer").remove("client_id"));

    assertThat(caller(IssuerStandIn.token(issuer.key(), header, access)).subject())
        .isEqualTo("alice");
    for (JsonObject id :
        List.of(
            claims(c -> c.put("typ", "ID")),
            claims(c -> c.put("typ", "Refresh")),
            claims(c -> c.put("nonce", "n")),
            claims(c -> c.put("at_hash", "h")),
            claims(c -> c.remove("scope").remove("client_id")))) {
      assertRefused(IssuerStandIn.token(issuer.key(), header, id));
    }
  }

  @Test
  void t13_bombs_are401WithoutWork() {
    String jwe =
        Base64URL.encode(
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"p2s\":\"AA\"}")
            + ".AA.AA.AA.AA";
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    caller(issuer.token(claims()));

    assertRefused(jwe);
    assertRefused(
        Base64URL.encode("{\"p2c\":2147483647,\"alg\":\"PBES2-HS256+A128KW\"}") + ".AA.AA");
    assertRefused(
        IssuerStandIn.tokenOf(
            issuer.key(),
            "{\"alg\":\"ES256\"}",
            "{\"iss\":\"" + issuer.url() + "\",\"a\":" + deep + "}"));
    assertRefused(IssuerStandIn.tokenOf(issuer.key(), "{\"alg\":" + "[".repeat(700) + "}", "{}"));
    assertRefused("a".repeat(1 << 20));
    assertRefused("a.".repeat(1 << 19));
    assertRefused(issuer.token(claims(c -> c.put("x", "y".repeat(SignedToken.MAX_CHARACTERS)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a.b",
        "a.b.c",
        "..",
        "a..c",
        "e30.e30.",
        "e30.e30.AA.AA",
        "e30=.e30=.AA="
      })
  void malformedTokens_are401(String token) {
    assertThat(refusal(token).status()).isEqualTo(401);
  }

  @Test
  void base64_ofOtherDigitsOrLeftOverBits_is401() {
    String token = issuer.token(claims());
    caller(token);
    char last = token.charAt(token.length() - 1);
    String others =
        "AQgw".indexOf(last) >= 0
            ? token.substring(0, token.length() - 1) + (char) (last + 1)
            : null;
    assertThat(others).as("a signature of 64 bytes leaves four bits").isNotNull();

    assertRefused(others);
    assertRefused(token + "=");
    assertRefused(token.replace('.', ' '));
    assertRefused(
        new String(
                Base64.getMimeEncoder().encode(token.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII)
            .replace("\r\n", ""));
  }

  @Test
  void t14_floodOfUnknownKids_fetchesOnceAMinute() {
    caller(issuer.token(claims()));
    assertThat(issuer.fetches()).isEqualTo(1);
    clock.move(Duration.ofMinutes(1));

    for (int i = 0; i < 100; i++) {
      assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("unknown" + i), claims()));
    }
    assertThat(issuer.fetches()).isEqualTo(2);

    clock.move(Duration.ofMinutes(1).minusMillis(1));
    assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("later"), claims()));
    assertThat(issuer.fetches()).isEqualTo(2);

    clock.move(Duration.ofMillis(1));
    assertRefused(IssuerStandIn.token(IssuerStandIn.newKey("last"), claims()));
    assertThat(issuer.fetches()).isEqualTo(3);
    assertThat(caller(issuer.token(claims())).subject()).isEqualTo("alice");
  }

  @Test
  void t14_floodAtTwoWorkers_fetchesOnceAMinute() {
    Identities second = second();
    caller(issuer.token(claims()));
    second.use(
        IdentityConfig.defaults().withIssuers(List.of(IssuerConfig.of(issuer.url(), "stepgate"))));
    clock.move(Duration.ofMinutes(1));
    String token = IssuerStandIn.token(IssuerStandIn.newKey("unknown"), claims());

    assertRefused(token);
    var problem =
        catchThrowableOfType(ProblemException.class, () -> second.authenticate(with(token)));

    assertThat(problem.status()).isEqualTo(401);
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void t15_groupRemoved_isGoneWithTheNextTokenAndTheOldOneAgesOut() {
    use(IssuerConfig.of(issuer.url(), "stepgate").withTokenAge(Duration.ofMinutes(5)));
    String with = issuer.token(claims());
    assertThat(caller(with).groups()).contains("release");

    String without = issuer.token(claims(c -> c.remove("groups")));
    assertThat(caller(without).groups()).isEmpty();

    clock.move(Duration.ofMinutes(5).plusSeconds(29));
    assertThat(caller(with).groups()).contains("release");
    clock.move(Duration.ofSeconds(1));
    assertRefused(with);
  }

  @Test
  void rotation_needsNoRestart() {
    caller(issuer.token(claims()));
    ECKey next = IssuerStandIn.newKey("second");
    issuer.publish(next);
    clock.move(Duration.ofMinutes(1));

    assertThat(caller(IssuerStandIn.token(next, claims())).subject()).isEqualTo("alice");
  }

  @Test
  void issuerDown_servesItsKeysUntilTheyAreTooOld() {
    ECKey key = issuer.key();
    caller(issuer.token(claims()));
    issuer.down(true);

    clock.move(Duration.ofDays(1).plusMinutes(5));
    assertThat(caller(IssuerStandIn.token(key, claims())).subject()).isEqualTo("alice");
    clock.move(Duration.ofMinutes(1));
    assertThat(refusal(IssuerStandIn.token(key, claims())).status()).isEqualTo(503);

    issuer.down(false);
    clock.move(Duration.ofMinutes(1));
    assertThat(caller(IssuerStandIn.token(key, claims())).subject()).isEqualTo("alice");
  }

  @Test
  void issuerDown_atTheStartOfAnotherWorker_servesWhatThePoolKnows() {
    caller(issuer.token(claims()));
    issuer.down(true);
    clock.move(Duration.ofMinutes(10));

    Identities second = second();
    second.use(
        IdentityConfig.defaults().withIssuers(List.of(IssuerConfig.of(issuer.url(), "stepgate"))));

    assertThat(second.authenticate(with(issuer.token(claims()))).subject()).isEqualTo("alice");
  }

  @Test
  void issuerNeverUp_is503() {
    issuer.down(true);

    ProblemException problem = refusal(issuer.token(claims()));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.response().headers().has("Retry-After")).isTrue();
    issuer.down(false);
    assertThat(refusal(issuer.token(claims())).status()).isEqualTo(503);
    clock.move(Duration.ofMinutes(1).minusMillis(1));
    assertThat(refusal(issuer.token(claims())).status()).isEqualTo(503);
    assertThat(issuer.asked()).as("one minute, one question").hasSize(1);
    clock.move(Duration.ofMillis(1));
    assertThat(caller(issuer.token(claims())).subject()).isEqualTo("alice");
  }

  @Test
  void discovery_ofAnotherIssuer_isNotBelieved() {
    issuer.nameInDocument("https://other.example");

    assertThat(refusal(issuer.token(claims())).status()).isEqualTo(503);
    assertThat(issuer.fetches()).isZero();
  }

  @Test
  void rememberedToken_isForgottenWithTheConfiguration() {
    String token = issuer.token(claims());
    caller(token);
    use(IssuerConfig.of(issuer.url(), "other"));

    assertRefused(token);
  }

  @Test
  void subject_ofAnotherClaim_isThat_andATokenWithoutItIsRefused() {
    use(
        IssuerConfig.of(issuer.url(), "stepgate")
            .withClaims(new IssuerConfig.Claims("oid", "groups", "scope", List.of())));

    assertThat(caller(issuer.token(claims(c -> c.put("oid", "person-1")))).subject())
        .isEqualTo("person-1");
    assertRefused(issuer.token(claims()));
    assertRefused(issuer.token(claims(c -> c.put("oid", ""))));
    assertRefused(issuer.token(claims(c -> c.put("oid", 7))));
  }

  @Test
  void claims_pointedTo_areFound() {
    use(
        IssuerConfig.of(issuer.url(), "stepgate")
            .withClaims(
                new IssuerConfig.Claims("sub", "/realm_access/roles", "scp", List.of("email"))));
    String token =
        issuer.token(
            claims(c ->
                c.put("realm_access", IssuerStandIn.json("{\"roles\":[\"admin\"]}"))
                    .put("scp", JsonValue.array(List.of("a", "b"), JsonString::new))
                    .put("email", "alice@example.com")));

    Principal caller = caller(token);

    assertThat(caller.groups()).containsExactly("admin");
    assertThat(caller.claims().toString())
        .isEqualTo("{\"email\":\"alice@example.com\",\"scopes\":[\"a\",\"b\"]}");
  }
}
