package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.principal.Principal;

/// Who the caller of a request is.
class IdentitiesTest extends IdentitiesFixture {
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
