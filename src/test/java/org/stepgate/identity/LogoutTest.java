package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;

@Timeout(60)
class LogoutTest extends LoginFixture {
  @Test
  void t16_cookieAfterLogout_is401AtEveryWorker() {
    HttpResponse login = login();
    HttpRequest logout = with(login, "POST", "/stepgate/logout");

    assertThat(refusal(logout).status()).isEqualTo(403);
    assertThat(refusal(with(login, "DELETE", "/stepgate/logout")).status()).isEqualTo(405);
    HttpResponse out = front.handle(logout.withHeader("x-csrf-token", csrf(login)));

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.headers().first("Location").orElseThrow())
        .startsWith(issuer.url() + "/end?client_id=web&post_logout_redirect_uri=")
        .doesNotContain("id_token_hint");
    assertThat(out.headers().first("Clear-Site-Data")).contains("\"cache\"");
    assertThat(cookie(out, "stepgate_session")).isEqualTo("stepgate_session=");
    assertThat(refusal(with(login, "GET", "/x")).status()).isEqualTo(401);
    IdentityFront other = worker();
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> other.handle(with(login, "GET", "/x")))
                .status())
        .isEqualTo(401);
    assertThat(front.handle(with(login(), "GET", "/x")).status()).isEqualTo(200);
  }

  /// The cookies of a login as a browser sends them to the address of the logout.
  private HttpRequest logout(HttpResponse login, String method) {
    HttpRequest request = request(method, "/stepgate/logout");
    return request.withHeader(
        "cookie",
        Stream.of("stepgate_session", "stepgate_csrf", "stepgate_logout")
            .map(name -> cookie(login, name))
            .collect(Collectors.joining("; ")));
  }

  private static HttpRequest form(HttpRequest post, String body) {
    return post.withHeader("content-type", "application/x-www-form-urlencoded")
        .withBody(Body.of(body));
  }

  @Test
  void page_ofALogin_hasAFormThatEndsIt() {
    HttpResponse login = login("/", claims -> claims.put("preferred_username", "al<b>ice"));

    HttpResponse page = front.handle(logout(login, "GET"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.content().toString())
        .contains("<strong>al&lt;b&gt;ice</strong>", "method=\"post\"", csrf(login));
    assertThat(page.headers().first("Cache-Control")).contains("no-store");
    assertThat(page.headers().first("Content-Security-Policy").orElseThrow())
        .contains("form-action 'self' " + issuer.url().replace("/realm", "") + ";");
    assertThat(front.handle(logout(login, "GET")).status()).isEqualTo(200);

    HttpResponse out = front.handle(form(logout(login, "POST"), "csrf=" + csrf(login)));

    assertThat(out.status()).isEqualTo(303);
    HttpResponse farewell = front.handle(logout(login, "GET"));
    assertThat(farewell.content().toString())
        .contains("You are logged out", "href=\"/stepgate/login\"")
        .doesNotContain("<form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "csrf=", "csrf=other", "x=1&csrf=%00", "csrf=%zz"})
  void t16_formWithoutTheToken_endsNothing(String body) {
    HttpResponse login = login();

    assertThat(refusal(form(logout(login, "POST"), body)).status()).isIn(400, 403);
    assertThat(front.handle(with(login, "GET", "/x")).status()).isEqualTo(200);
  }

  @Test
  void t16_formOfAnotherSite_is403() {
    HttpResponse login = login();
    HttpRequest post = form(logout(login, "POST"), "csrf=" + csrf(login));

    assertThat(refusal(post.withHeader("sec-fetch-site", "cross-site")).status()).isEqualTo(403);
    assertThat(refusal(post.withHeader("x-csrf-token", "other")).status()).isEqualTo(403);
    assertThat(
            refusal(
                    logout(login, "POST")
                        .withHeader("content-type", "text/plain")
                        .withBody(Body.of("csrf=" + csrf(login))))
                .status())
        .isEqualTo(403);
  }

  @Test
  void issuer_isShownTheIdTokenOfTheLogin() {
    HttpResponse login = login();
    String kept =
        login.headers().all("Set-Cookie").stream()
            .filter(each -> each.startsWith("stepgate_logout="))
            .findFirst()
            .orElseThrow();
    assertThat(kept)
        .contains("; Path=/stepgate/logout", "; HttpOnly", "; SameSite=Lax", "; Max-Age=3600")
        .doesNotContain("eyJ");

    HttpResponse out = front.handle(logout(login, "POST").withHeader("x-csrf-token", csrf(login)));

    assertThat(query(out))
        .containsEntry("client_id", "web")
        .containsEntry("post_logout_redirect_uri", "http://localhost/stepgate/logout")
        .hasEntrySatisfying("id_token_hint", hint -> assertThat(hint).startsWith("eyJ"));
    assertThat(cookie(out, "stepgate_logout")).isEqualTo("stepgate_logout=");
  }

  @Test
  void issuer_isShownNoTokenOfAnotherLogin() {
    HttpResponse first = login();
    HttpResponse second = login();
    HttpRequest mixed =
        request("POST", "/stepgate/logout")
            .withHeader("x-csrf-token", csrf(second))
            .withHeader(
                "cookie",
                cookie(second, "stepgate_session") + "; " + cookie(first, "stepgate_logout"));

    assertThat(query(front.handle(mixed))).doesNotContainKey("id_token_hint");
  }

  @ParameterizedTest
  @CsvSource({"500,true", "1500,true", "2500,false"})
  void idToken_thatIsTooLongForACookie_isLeftOut(int characters, boolean kept) {
    HttpResponse login = login("/", claims -> claims.put("at_hash", "x".repeat(characters)));

    assertThat(login.headers().all("Set-Cookie"))
        .hasSize(kept ? 4 : 3)
        .allMatch(cookie -> cookie.length() < 4_096);
    assertThat(front.handle(with(login, "GET", "/x")).status()).isEqualTo(200);
    HttpResponse out =
        front.handle(
            with(login, "POST", "/stepgate/logout").withHeader("x-csrf-token", csrf(login)));
    assertThat(out.headers().first("Location").orElseThrow()).startsWith(issuer.url() + "/end?");
  }

  @Test
  void logout_whileTheIssuerIsAway_endsTheSessionHere() {
    HttpResponse login = login();
    issuer.down(true);
    clock.move(Duration.ofMinutes(30));
    IdentityFront other = worker();

    HttpResponse out = other.handle(logout(login, "POST").withHeader("x-csrf-token", csrf(login)));

    assertThat(out.status()).isEqualTo(303);
    assertThat(out.headers().first("Location")).contains("/stepgate/logout?issuer=away");
    assertThat(other.handle(request("GET", "/stepgate/logout?issuer=away")).content().toString())
        .contains("could not be reached");
    assertThat(refusal(with(login, "GET", "/x")).status()).isEqualTo(401);
    issuer.down(false);
  }

  @Test
  void cookies_onHttps_areSecure() {
    HttpRequest begin = secure(request("GET", "/stepgate/login"));
    HttpResponse login = login();

    assertThat(front.handle(begin).headers().all("Set-Cookie"))
        .isNotEmpty()
        .allMatch(cookie -> cookie.contains("; Secure"));
    assertThat(
            front
                .handle(secure(logout(login, "POST")).withHeader("x-csrf-token", csrf(login)))
                .headers()
                .all("Set-Cookie"))
        .hasSize(3)
        .allMatch(cookie -> cookie.contains("; Secure"));
    assertThat(login.headers().all("Set-Cookie")).noneMatch(cookie -> cookie.contains("Secure"));
  }

  private static HttpRequest secure(HttpRequest request) {
    return new HttpRequest(
        request.method(),
        request.path(),
        request.rawUri(),
        request.query(),
        request.headers(),
        request.remoteAddress(),
        "https",
        request.host(),
        request.body());
  }
}
