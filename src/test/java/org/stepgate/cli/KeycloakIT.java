package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient.Answer;

/// Tokens of a real Keycloak, and logins at it, through a real Lighttpd with two workers. The
/// browser is an HTTP client that keeps cookies and fills the form in.
@Timeout(1_500)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// The most that a new key is unknown for, and some time for a busy machine.
  private static final Duration ROTATION_LIMIT = Duration.ofMinutes(2);

  private Keycloak keycloak;
  private Site site;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    keycloak = Keycloak.start();
    site = Site.prepare(directory, Site.POOL, 2);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        identity:
          issuers:
            - url: %1$s
              audiences: [stepgate]
              token-types: [at+jwt, jwt]
          login:
            issuer: %1$s
            client-id: stepgate-web
        """
            .formatted(keycloak.url()),
        StandardOpenOption.APPEND);
    site.start();
    site.awaitAllWorkers();
  }

  @AfterAll
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private Answer me(String token) throws IOException, InterruptedException {
    return site.client().get("/stepgate/me", "Authorization", "Bearer " + token);
  }

  @Test
  void accessTokens_areBelieved_andIdTokensAreNot() throws Exception {
    var tokens = keycloak.tokens("bob");
    String access = String.valueOf(tokens.string("access_token"));
    Polling.until("the keys", LIMIT, () -> me(access).status() == 200);

    Answer known = me(access);

    assertThat(known.json().string("issuer")).isEqualTo(keycloak.url());
    assertThat(known.body())
        .contains("\"groups\":[\"release\",\"security\"]", "\"preferred_username\":\"bob\"");
    assertThat(me(String.valueOf(tokens.string("id_token"))).status()).isEqualTo(401);
    assertThat(me(String.valueOf(tokens.string("refresh_token"))).status()).isEqualTo(401);
    assertThat(site.client().get("/stepgate/me").status()).isEqualTo(401);
    assertThat(String.join("\n", site.logLines())).doesNotContain(access);
  }

  @Test
  void newKeys_areKnownWithoutARestart_andTheOldOnesWhileTheIssuerIsDown() throws Exception {
    String before = keycloak.accessToken("alice");
    Polling.until("the keys", LIMIT, () -> me(before).status() == 200);
    var workers = site.workers();
    keycloak.rotateKeys();
    String after = keycloak.accessToken("alice");
    assertThat(keyId(after)).isNotEqualTo(keyId(before));

    Polling.until("the new key", ROTATION_LIMIT, () -> me(after).status() == 200);
    assertThat(me(before).status()).isEqualTo(200);

    String fresh = keycloak.accessToken("bob");
    keycloak.stop();
    assertThat(me(fresh).json().string("issuer")).isEqualTo(keycloak.url());
    keycloak.run();
    String later = keycloak.accessToken("bob");
    Polling.until("tokens of the issuer", ROTATION_LIMIT, () -> me(later).status() == 200);
    assertThat(site.workers()).isEqualTo(workers);
  }

  private static String keyId(String token) {
    String header =
        new String(
            Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
            StandardCharsets.UTF_8);
    return header.replaceAll(".*\"kid\"\\s*:\\s*\"([^\"]+)\".*", "$1");
  }

  @Test
  void browser_logsInAndOut() throws Exception {
    try (var browser = new Browser()) {
      HttpResponse<String> form = browser.get(site.url() + "/stepgate/me");
      assertThat(form.statusCode()).as(form.body()).isEqualTo(200);
      assertThat(form.uri().toString()).startsWith(keycloak.url());
      Matcher action = Pattern.compile("action=\"([^\"]+)\"").matcher(form.body());
      assertThat(action.find()).as(form.body()).isTrue();

      HttpResponse<String> in =
          browser.post(
              action.group(1).replace("&amp;", "&"),
              Map.of("username", "alice", "password", "alice-password"));

      assertThat(in.uri().toString()).isEqualTo(site.url() + "/stepgate/me");
      assertThat(in.body())
          .contains("\"groups\":[\"release\"]", "\"preferred_username\":\"alice\"");
      String session = browser.cookie(site.url(), "stepgate_session");
      String csrf = browser.cookie(site.url(), "stepgate_csrf");

      String cookies = "stepgate_session=" + session;
      assertThat(site.client().post("/greeting", "{}", "Cookie", cookies).status()).isEqualTo(403);
      assertThat(
              site.client()
                  .post("/greeting", "{}", "Cookie", cookies, "X-CSRF-Token", csrf)
                  .status())
          .isEqualTo(200);

      Answer out =
          site.client().post("/stepgate/logout", "", "Cookie", cookies, "X-CSRF-Token", csrf);
      assertThat(out.status()).isEqualTo(303);
      assertThat(out.header("Location")).startsWith(keycloak.url());
      HttpResponse<String> confirm = browser.get(out.header("Location"));
      assertThat(confirm.statusCode()).as(confirm.body()).isEqualTo(200);
      for (int i = 0; i < 4; i++) {
        assertThat(site.client().get("/stepgate/me", "Cookie", cookies).status()).isEqualTo(401);
      }
    }
  }

  /// Follows redirects and keeps the cookies of each origin.
  private static final class Browser implements AutoCloseable {
    private static final int MAX_REDIRECTS = 8;

    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    HttpResponse<String> get(String address) throws IOException, InterruptedException {
      return follow(send(HttpRequest.newBuilder(URI.create(address)).GET()));
    }

    HttpResponse<String> post(String address, Map<String, String> form)
        throws IOException, InterruptedException {
      String body =
          form.entrySet().stream()
              .map(field ->
                  field.getKey()
                      + "="
                      + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      return follow(
          send(
              HttpRequest.newBuilder(URI.create(address))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(body))));
    }

    String cookie(String origin, String name) {
      return cookies.getOrDefault(URI.create(origin).getAuthority(), Map.of()).get(name);
    }

    private HttpResponse<String> follow(HttpResponse<String> answer)
        throws IOException, InterruptedException {
      HttpResponse<String> last = answer;
      for (int i = 0; i < MAX_REDIRECTS && last.statusCode() / 100 == 3; i++) {
        URI next = last.uri().resolve(last.headers().firstValue("Location").orElseThrow());
        last = send(HttpRequest.newBuilder(next).GET());
      }
      return last;
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      String authority = request.build().uri().getAuthority();
      Map<String, String> own = cookies.computeIfAbsent(authority, _ -> new HashMap<>());
      request.header("Accept", "text/html,*/*").timeout(Duration.ofSeconds(60));
      if (!own.isEmpty()) {
        request.header(
            "Cookie",
            own.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ")));
      }
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      for (String set : answer.headers().allValues("Set-Cookie")) {
        String pair = set.split(";", 2)[0];
        int equals = pair.indexOf('=');
        own.put(pair.substring(0, equals), pair.substring(equals + 1));
        if (set.contains("Max-Age=0")) {
          own.remove(pair.substring(0, equals));
        }
      }
      return answer;
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }
}
