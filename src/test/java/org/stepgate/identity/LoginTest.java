package org.stepgate.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Origin;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue.JsonObject;

@Timeout(60)
class LoginTest extends LoginFixture {
  private final List<AuditRecord> records = new ArrayList<>();

  @Test
  void begin_asksTheIssuerWithPkceStateAndNonce() {
    HttpResponse begun = front.handle(request("GET", "/stepgate/login"));

    assertThat(begun.status()).isEqualTo(302);
    assertThat(begun.headers().first("Location").orElseThrow()).startsWith(issuer.url() + "/auth?");
    assertThat(query(begun))
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "web")
        .containsEntry("redirect_uri", "http://localhost/stepgate/oidc/callback")
        .containsEntry("scope", "openid")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(begun.headers().first("Set-Cookie").orElseThrow())
        .contains("; HttpOnly", "; SameSite=Lax", "; Path=/stepgate/oidc");
  }

  @Test
  void login_thatTheIssuerConfirms_isASession() {
    HttpResponse done = login();

    assertThat(done.status()).isEqualTo(303);
    assertThat(done.headers().first("Location")).contains("/orders");
    assertThat(done.headers().all("Set-Cookie"))
        .anyMatch(cookie ->
            cookie.startsWith("stepgate_session=")
                && cookie.contains("HttpOnly")
                && cookie.contains("SameSite=Lax"))
        .noneMatch(cookie -> cookie.contains("alice"));
    assertThat(front.handle(with(done, "GET", "/x")).content().toString()).isEqualTo("alice");
    assertThat(worker().handle(with(done, "GET", "/x")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/orders,/orders",
    "//evil.example,/",
    "https://evil.example,/",
    "/%5Cevil.example,/",
    "/a%0Ab,/",
    "'',/"
  })
  void login_endsOnAPageOfThisServiceOnly(String to, String location) {
    assertThat(login(to, claims -> claims).headers().first("Location")).contains(location);
  }

  @Test
  void page_withoutLogin_sendsTheBrowserToIt() {
    HttpResponse sent =
        front.handle(request("GET", "/orders?x=1").withHeader("accept", "text/html,*/*"));

    assertThat(sent.status()).isEqualTo(302);
    assertThat(sent.headers().first("Location")).contains("/stepgate/login?to=%2Forders%3Fx%3D1");
    assertThat(refusal(request("GET", "/orders")).status()).isEqualTo(401);
    assertThat(refusal(request("POST", "/orders").withHeader("accept", "text/html")).status())
        .isEqualTo(401);
  }

  @Test
  void t16_loginSession_isAlwaysANewOne() {
    HttpResponse first = login();
    HttpResponse second = login();

    assertThat(cookie(second, "stepgate_session")).isNotEqualTo(cookie(first, "stepgate_session"));
    assertThat(csrf(second)).isNotEqualTo(csrf(first));
    assertThat(
            refusal(request("GET", "/x").withHeader("cookie", "stepgate_session=fixed")).status())
        .isEqualTo(401);
  }

  @Test
  void t16_crossSitePost_is403() {
    HttpResponse login = login();
    HttpRequest post = with(login, "POST", "/x");

    assertThat(refusal(post).status()).isEqualTo(403);
    assertThat(refusal(post.withHeader("x-csrf-token", "other")).status()).isEqualTo(403);
    assertThat(
            refusal(
                    post.withHeader("x-csrf-token", csrf(login))
                        .withHeader("sec-fetch-site", "cross-site"))
                .status())
        .isEqualTo(403);
    assertThat(front.handle(post.withHeader("x-csrf-token", csrf(login))).status()).isEqualTo(200);
  }

  private <T> T recorded(RequestAudit.Answering<T> request) {
    return RequestAudit.during(new Origin("r1", "", null), clock, records::add, request);
  }

  @Test
  void loginAndLogout_areOnRecordForWhoDidThem() {
    HttpResponse login = recorded(this::login);
    assertThat(records)
        .extracting(AuditRecord::event)
        .containsExactly(new AuditEvent.SessionStarted());

    HttpRequest logout = with(login, "POST", "/stepgate/logout");
    assertThat(recorded(() -> refusal(logout)).status()).isEqualTo(403);
    var _ = recorded(() -> front.handle(logout.withHeader("x-csrf-token", csrf(login))));

    assertThat(records).hasSize(3);
    assertThat(records.get(1).event())
        .isInstanceOfSatisfying(
            AuditEvent.CredentialRefused.class,
            refused -> assertThat(refused.credential()).isEqualTo("login"));
    assertThat(records.get(2).event()).isEqualTo(new AuditEvent.SessionEnded());
    assertThat(List.of(records.get(0), records.get(2)))
        .extracting(record -> record.cause().actor())
        .containsOnly(new Actor(issuer.url(), "alice"));
  }

  @Test
  void login_thatTheIssuerDoesNotConfirm_isOnRecord() {
    HttpRequest wrong = request("GET", "/stepgate/oidc/callback?code=c0de&state=none");

    assertThat(recorded(() -> refusal(wrong)).status()).isEqualTo(400);

    assertThat(records)
        .extracting(record -> record.event().getClass().getSimpleName())
        .containsExactly("CredentialRefused");
  }

  @Test
  void cookies_whereClientsComeByHttps_areSecureAndOfThisHostOnly() {
    front = worker(URI.create("https://gate.example/"));

    HttpResponse login = login();

    assertThat(login.headers().all("Set-Cookie")).allMatch(cookie -> cookie.contains("; Secure"));
    String session = cookie(login, "__Host-stepgate_session");
    String csrf = cookie(login, "__Host-stepgate_csrf");
    assertThat(cookie(login, "stepgate_logout")).isNotEmpty();
    HttpRequest post = request("POST", "/x").withHeader("cookie", session + "; " + csrf);
    String token = csrf.substring("__Host-stepgate_csrf=".length());
    assertThat(front.handle(post.withHeader("x-csrf-token", token)).status()).isEqualTo(200);
    assertThat(
            refusal(
                    request("GET", "/x")
                        .withHeader("cookie", session.substring("__Host-".length())))
                .status())
        .isEqualTo(401);
  }

  @Test
  void refusals_nameWhatElseProvesAnIdentity() {
    HttpResponse login = login();
    HttpRequest callback = request("GET", "/stepgate/oidc/callback?code=other&state=");
    HttpResponse begun = front.handle(request("GET", "/stepgate/login"));

    ProblemException refused =
        refusal(
            request("GET", callback.rawUri() + query(begun).get("state"))
                .withHeader("cookie", cookie(begun, "stepgate_login")));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.response().headers().first("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer realm=\"stepgate\", resource_metadata=");
    assertThat(refusal(with(login, "POST", "/x")).response().headers().all("WWW-Authenticate"))
        .hasSize(1)
        .allMatch(challenge -> !challenge.contains("error"));
  }

  @Test
  void session_endsByItself() {
    HttpResponse login = login();

    clock.move(Duration.ofHours(1).minusSeconds(1));
    assertThat(front.handle(with(login, "GET", "/x")).status()).isEqualTo(200);
    clock.move(Duration.ofSeconds(1));
    assertThat(refusal(with(login, "GET", "/x")).status()).isEqualTo(401);
  }

  @Test
  void session_changedAnywhere_is401() {
    HttpResponse login = login();
    String cookie = cookie(login, "stepgate_session");
    for (int i = "stepgate_session=".length(); i < cookie.length(); i += 7) {
      char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cookie.substring(0, i) + other + cookie.substring(i + 1);
      assertThat(refusal(request("GET", "/x").withHeader("cookie", changed)).status())
          .isEqualTo(401);
    }
    String begun = cookie(front.handle(request("GET", "/stepgate/login")), "stepgate_login");
    assertThat(
            refusal(
                    request("GET", "/x")
                        .withHeader("cookie", begun.replace("stepgate_login", "stepgate_session")))
                .status())
        .isEqualTo(401);
    assertThat(refusal(with(login, "GET", "/x").withHeader("cookie", cookie)).status())
        .isEqualTo(400);
  }

  @Test
  void keys_changeDaily_andOldOnesStillOpen() throws IOException {
    HttpResponse login = login();
    String keys = Files.readString(directory.resolve("session-keys.json"));
    clock.move(Duration.ofMinutes(59));
    assertThat(front.handle(with(login, "GET", "/x")).status()).isEqualTo(200);
    clock.move(Duration.ofDays(1));

    login();

    assertThat(Files.readString(directory.resolve("session-keys.json")))
        .startsWith(keys.substring(0, keys.indexOf(']')));
    assertThat(Files.getPosixFilePermissions(directory.resolve("session-keys.json"))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state=other", "code=c0de", "error=access_denied"})
  void callback_thatThisBrowserHasNotBegun_is400(String query) {
    HttpResponse begun = front.handle(request("GET", "/stepgate/login"));
    HttpRequest callback = request("GET", "/stepgate/oidc/callback?" + query);

    assertThat(refusal(callback).status()).isEqualTo(400);
    assertThat(refusal(callback.withHeader("cookie", cookie(begun, "stepgate_login"))).status())
        .isEqualTo(400);
  }

  @Test
  void callback_afterTenMinutesOrOfAnotherIssuer_is400() {
    HttpResponse begun = front.handle(request("GET", "/stepgate/login"));
    String state = query(begun).get("state");
    String cookie = cookie(begun, "stepgate_login");

    assertThat(
            refusal(
                    request(
                            "GET",
                            "/stepgate/oidc/callback?code=c&iss=https://other.example&state="
                                + state)
                        .withHeader("cookie", cookie))
                .status())
        .isEqualTo(400);
    clock.move(Duration.ofMinutes(10));
    assertThat(
            refusal(
                    request("GET", "/stepgate/oidc/callback?code=c&state=" + state)
                        .withHeader("cookie", cookie))
                .status())
        .isEqualTo(400);
  }

  @Test
  void callback_withABadIdToken_is401() {
    List<Function<JsonObject.Builder, JsonObject.Builder>> changes =
        List.of(
            claims -> claims.put("nonce", "other"),
            claims -> claims.remove("nonce"),
            claims -> claims.put("aud", "stepgate"),
            claims -> claims.put("azp", "other"),
            claims -> claims.put("iss", "https://other.example"),
            claims -> claims.put("exp", START.getEpochSecond() - 60),
            claims -> claims.remove("sub"));
    for (var change : changes) {
      var problem = catchThrowableOfType(ProblemException.class, () -> login("/", change));
      assertThat(problem).isNotNull();
      assertThat(problem.status()).isEqualTo(401);
    }
  }

  @Test
  void callback_withACodeThatTheIssuerDoesNotTake_is401() {
    HttpResponse begun = front.handle(request("GET", "/stepgate/login"));

    assertThat(
            refusal(
                    request(
                            "GET",
                            "/stepgate/oidc/callback?code=other&state=" + query(begun).get("state"))
                        .withHeader("cookie", cookie(begun, "stepgate_login")))
                .status())
        .isEqualTo(401);
  }
}
