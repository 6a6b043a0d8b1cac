package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.identity.IssuerStandIn;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient.Answer;

/// Access tokens through a real Lighttpd, with two workers.
@Timeout(180)
class BearerIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;
  private Site site;

  @AfterEach
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private void start(String identity) throws Exception {
    site = Site.prepare(directory, Site.POOL, 2);
    Files.writeString(site.config().resolve("stepgate.yaml"), identity, StandardOpenOption.APPEND);
    site.start();
    site.awaitAllWorkers();
  }

  private static String section(IssuerStandIn issuer) {
    return """
    identity:
      issuers:
        - url: %s
          audiences: [stepgate]
    """
        .formatted(issuer.url());
  }

  private Answer me(String token) throws IOException, InterruptedException {
    return site.client().get("/stepgate/me", "Authorization", "Bearer " + token);
  }

  @Test
  void tokens_ofAConfiguredIssuer_areBelieved_andNothingElseIs() throws Exception {
    try (var issuer = new IssuerStandIn()) {
      start(section(issuer));
      String token = issuer.token(issuer.claims(Instant.now()));

      Polling.until("the keys", LIMIT, () -> me(token).status() == 200);
      Answer known = me(token);
      assertThat(known.json().string("subject")).isEqualTo("alice");
      assertThat(known.json().string("issuer")).isEqualTo(issuer.url());
      assertThat(site.client().post("/greeting", "{}", "Authorization", "Bearer " + token).status())
          .isEqualTo(200);

      Answer unknown = site.client().get("/stepgate/me");
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(unknown.header("WWW-Authenticate"))
          .isEqualTo(
              "Bearer realm=\"stepgate\", resource_metadata=\""
                  + site.url()
                  + "/.well-known/oauth-protected-resource\"");
      assertThat(site.client().post("/greeting", "{}").status()).isEqualTo(401);
      assertThat(me(token + "x").header("WWW-Authenticate"))
          .contains("error=\"invalid_token\"", "error_description=");
      assertThat(site.client().get("/stepgate/health").status()).isEqualTo(200);
      assertThat(site.client().get("/.well-known/oauth-protected-resource").body())
          .isEqualTo(
              "{\"resource\":\"%s\",\"authorization_servers\":[\"%s\",\"http://localhost/stepgate/demo\"],\"bearer_methods_supported\":[\"header\"],\"resource_name\":\"Stepgate\"}"
                  .formatted(site.url(), issuer.url()));
      assertThat(me(token + " " + token).status()).isEqualTo(401);
      assertThat(
              site.client()
                  .get(
                      "/stepgate/me",
                      "Authorization",
                      "Bearer " + token,
                      "X_Forwarded_User",
                      "root")
                  .status())
          .isEqualTo(400);
      assertThat(String.join("\n", site.logLines())).doesNotContain(token).doesNotContain("root");
    }
  }

  @Test
  void flood_ofUnknownKeys_asksTheIssuerOnceForThePool() throws Exception {
    try (var issuer = new IssuerStandIn()) {
      start(section(issuer));
      String good = issuer.token(issuer.claims(Instant.now()));
      Polling.until("the keys", LIMIT, () -> me(good).status() == 200);
      long before = issuer.fetches();

      try (var callers = Executors.newFixedThreadPool(8)) {
        var flood =
            IntStream.range(0, 64)
                .mapToObj(i ->
                    (Callable<Integer>)
                        () ->
                            me(IssuerStandIn.token(
                                    IssuerStandIn.newKey("unknown" + i),
                                    issuer.claims(Instant.now())))
                                .status())
                .toList();
        for (Future<Integer> each : callers.invokeAll(flood)) {
          assertThat(each.get()).isEqualTo(401);
        }
      }

      assertThat(me(good).status()).isEqualTo(200);
      assertThat(issuer.fetches()).isLessThanOrEqualTo(before + 1);
    }
  }

  @Test
  void demo_takesMintedTokens_andAnonymousCallersOnThisHost() throws Exception {
    start("");

    String token = mint();
    Answer known = me(token);

    assertThat(known.status()).as(known.body()).isEqualTo(200);
    assertThat(known.json().string("subject")).isEqualTo("alice");
    assertThat(known.body()).contains("\"groups\":[\"release\"]");
    assertThat(site.client().get("/stepgate/me").json().string("subject")).isEqualTo("anonymous");
    assertThat(site.client().get("/stepgate/me", "Origin", "https://evil.example").status())
        .isEqualTo(403);
    assertThat(site.client().get("/stepgate/me", "Sec-Fetch-Site", "cross-site").status())
        .isEqualTo(403);
    assertThat(site.client().get("/stepgate/demo/.well-known/openid-configuration").body())
        .contains(site.url() + "/stepgate/demo/jwks.json");
    assertThat(site.client().get("/stepgate/demo/jwks.json").body()).contains("\"P-256\"");
  }

  private String mint(String... options) {
    var out = new StringWriter();
    int exit =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                Stream.concat(
                        Stream.of(
                            "token",
                            "--state",
                            site.state().toString(),
                            "--subject",
                            "alice",
                            "--group",
                            "release"),
                        Stream.of(options))
                    .toArray(String[]::new));
    assertThat(exit).isZero();
    return out.toString().strip();
  }

  @Test
  void policies_seeTheGroupsAndScopesOfAToken() throws Exception {
    site = Site.prepare(directory, Site.POOL, 2);
    Path policies = Files.createDirectory(site.config().resolve("policies"));
    Files.writeString(
        policies.resolve("site.cedar"),
        """
        permit (
          principal in Stepgate::Group::"release",
          action == Stepgate::Action::"invoke",
          resource == Stepgate::Route::"greeting"
        )
        when { principal.scopes.contains("greet") };
        """);
    site.start();
    site.awaitAllWorkers();

    assertThat(greet(mint("--scope", "mail", "--scope", "greet"))).isEqualTo(200);
    assertThat(greet(mint("--scope", "mail"))).isEqualTo(404);
    assertThat(site.client().post("/greeting", "{}").status()).isEqualTo(401);
    assertThat(String.join("\n", site.logLines())).contains("route greeting is not for alice");
  }

  private int greet(String token) throws IOException, InterruptedException {
    return site.client().post("/greeting", "{}", "Authorization", "Bearer " + token).status();
  }

  @Test
  void issuers_changeWithTheConfiguration() throws Exception {
    try (var first = new IssuerStandIn();
        var second = new IssuerStandIn()) {
      start(section(first));
      String token = second.token(second.claims(Instant.now()));
      assertThat(me(token).status()).isEqualTo(401);

      Path file = site.config().resolve("stepgate.yaml");
      Files.writeString(file, Files.readString(file).replace(first.url(), second.url()));

      Polling.until("the other issuer", LIMIT, () -> me(token).status() == 200);
      String old = first.token(first.claims(Instant.now()));
      Polling.until("the end of the first", LIMIT, () -> me(old).status() == 401);
    }
  }

  @Test
  void t08_proxyHeader_t09_otherWaysIn_leadNowhere() throws Exception {
    try (var issuer = new IssuerStandIn()) {
      start(section(issuer));
      String token = issuer.token(issuer.claims(Instant.now()));
      Polling.until("the keys", LIMIT, () -> me(token).status() == 200);

      assertThat(
              site.client()
                  .get(
                      "/stepgate/me",
                      "Authorization",
                      "Bearer " + token,
                      "Proxy",
                      "http://127.0.0.1:1")
                  .status())
          .isEqualTo(200);
      for (String header :
          new String[] {"X-Forwarded-Uri", "X-Original-URL", "X-HTTP-Method-Override"}) {
        assertThat(
                site.client()
                    .get("/stepgate/me?access_token=" + token, header, "/stepgate/health")
                    .status())
            .as(header)
            .isEqualTo(401);
      }
      String basic =
          Base64.getEncoder().encodeToString(("alice:" + token).getBytes(StandardCharsets.UTF_8));
      assertThat(site.client().get("/stepgate/me", "Authorization", "Basic " + basic).status())
          .isEqualTo(401);
    }
  }
}
