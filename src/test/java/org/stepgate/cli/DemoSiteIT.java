package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.identity.DemoIssuer;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;
import org.stepgate.site.SiteClient.Answer;
import org.stepgate.site.StsStandIn;

/// The demo site as its visitors see it.
@Timeout(120)
class DemoSiteIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String YES = "{\"decision\":\"approve\"}";
  private static final Path ARTIFACT = Site.DEMO.resolve("artifacts/app-1.2.tar.gz");

  @TempDir static Path directory;
  private static StsStandIn sts;
  private static Site site;
  private static SiteClient client;

  @BeforeAll
  static void start() throws Exception {
    site = Site.prepare(directory, Site.DEMO, 2);
    sts = StsStandIn.start(site, "route:releases:machine:releases:execution:*");
    sts.useInDemoSite();
    site.startAll();
    client = site.client();
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) {
      site.close();
    }
    if (sts != null) {
      sts.close();
    }
  }

  @Test
  void order_isAnsweredAtOnce() throws Exception {
    Answer answer = client.post("/orders", "{\"sku\":\"A1\",\"quantity\":2}");

    assertThat(answer)
        .hasToString("200 {\"order\":\"A1-2\",\"amount\":2500,\"shipping\":490,\"total\":2990}");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void order_asCurlSendsIt_isReadAsJson() throws Exception {
    Answer answer =
        client.post(
            "/orders",
            "{\"sku\":\"B2\",\"quantity\":2}",
            "Content-Type",
            "application/x-www-form-urlencoded");

    assertThat(answer)
        .hasToString("200 {\"order\":\"B2-2\",\"amount\":7980,\"shipping\":0,\"total\":7980}");
  }

  @Test
  void orderOfAnUnknownArticle_isAProblem() throws Exception {
    assertProblem(
        client.post("/orders", "{\"sku\":\"Z9\",\"quantity\":2}"), 422, "Order.UnknownArticle");
  }

  @Test
  void orderOfTooMany_isAProblem() throws Exception {
    assertProblem(
        client.post("/orders", "{\"sku\":\"A1\",\"quantity\":101}"), 422, "Order.BadQuantity");
  }

  @Test
  void artifact_isAPlaceToAsk_thatTurnsIntoTheFile() throws Exception {
    Answer accepted = client.get("/artifacts/app-1.2.tar.gz");

    String id = accepted.execution();
    assertThat(accepted.json().string("status")).isEqualTo("RUNNING");
    JsonObject links = (JsonObject) accepted.json().get("links");
    assertThat(links).isNotNull();
    assertThat(links.string("execution")).isEqualTo(SiteClient.path(id));
    assertThat(links.string("history")).isEqualTo(SiteClient.path(id) + "/history");
    assertThat(accepted.header("Location")).endsWith(SiteClient.path(id) + "/result");
    assertThat(Integer.parseInt(accepted.header("Retry-After"))).isBetween(1, 30);
    Answer file = awaitResult(accepted);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.header("Content-Type")).isEqualTo("application/gzip");
    assertThat(file.header("X-Sendfile")).isEmpty();
    assertThat(sha256(file.bytes())).isEqualTo(sha256(Files.readAllBytes(ARTIFACT)));
    assertThat(Files.readString(site.config().resolve("deliveries.log")))
        .contains("app-1.2.tar.gz " + id.substring(id.lastIndexOf(':') + 1));
  }

  @Test
  void artifact_twiceInAMinute_isOneExecution() throws Exception {
    // Once more when the minute has changed in between.
    Polling.until(
        "two requests within one minute",
        LIMIT,
        () -> {
          Instant before = Instant.now().truncatedTo(ChronoUnit.MINUTES);
          Answer first = client.get("/artifacts/other-1.0.tar.gz", "Prefer", "wait=20");
          int executions = client.executionCount("artifacts");
          Answer second = client.get("/artifacts/other-1.0.tar.gz", "Prefer", "wait=20");
          if (!Instant.now().truncatedTo(ChronoUnit.MINUTES).equals(before)) {
            return false;
          }
          assertThat(second.body()).isEqualTo(first.body());
          assertThat(client.executionCount("artifacts")).isEqualTo(executions);
          return true;
        });
  }

  @Test
  void damagedArtifact_isAProblem() throws Exception {
    assertProblem(awaitResult(client.get("/artifacts/app-0.9.tar.gz")), 502, "Artifact.Damaged");
  }

  @Test
  void unknownArtifact_isAProblem() throws Exception {
    assertProblem(awaitResult(client.get("/artifacts/none.tar.gz")), 404, "Artifact.NotFound");
  }

  /// Two people of whom one is of security, and never the one who asks.
  @Test
  void release_needsATokenAndTwoPeople() throws Exception {
    String path = "/releases/app-1.2.tar.gz";
    String[] alice = bearer("alice", "release");
    String[] bob = bearer("bob", "release");
    String[] carol = bearer("carol", "security");
    String[] mallory = bearer("mallory", "staff");

    assertThat(client.get(path).status()).isEqualTo(401);
    assertThat(client.get(path, mallory).status()).isEqualTo(403);
    Answer accepted = client.get(path, alice);
    assertThat(accepted.status()).isEqualTo(202);
    String execution = SiteClient.path(accepted.execution());
    assertThat(client.get(execution).status()).as("somebody else's execution").isEqualTo(404);
    assertThat(client.get(execution, alice).status()).isEqualTo(200);

    String id = Polling.until("a question", LIMIT, () -> asked(bob), asked -> !asked.isEmpty());
    String approval = "/stepgate/approvals/" + id;
    assertThat(client.get(approval).status()).isEqualTo(404);
    assertThat(client.get(approval, mallory).status()).isEqualTo(404);
    assertThat(client.post(approval, YES).status()).isEqualTo(404);
    assertThat(client.post(approval, YES, alice).status()).isEqualTo(403);
    assertThat(client.post(approval, YES, bob).json().string("status")).isEqualTo("PENDING");
    assertThat(client.post(approval, YES, bob).json().string("status")).isEqualTo("PENDING");
    assertThat(client.get(path, alice).status()).isEqualTo(202);
    assertThat(client.post(approval, YES, carol).json().string("status")).isEqualTo("APPROVED");

    Answer file = client.get(path, alice[0], alice[1], "Prefer", "wait=20");
    assertThat(file.status()).isEqualTo(200);
    assertThat(sha256(file.bytes())).isEqualTo(sha256(Files.readAllBytes(ARTIFACT)));
    String name = accepted.execution().substring(accepted.execution().lastIndexOf(':') + 1);
    assertThat(Files.readString(site.config().resolve("deliveries.log")))
        .contains(name + " arn:aws:sts::123456789012:assumed-role/release-desk/" + name);
  }

  private static String[] bearer(String subject, String group) throws Exception {
    var request =
        new DemoIssuer.Request(subject, List.of(group), List.of(), Duration.ofMinutes(10));
    return new String[] {
      "Authorization", "Bearer " + new DemoIssuer(site.state()).mint(request, Instant.now())
    };
  }

  /// The id of what waits for somebody, empty while nothing does.
  private static String asked(String[] person) throws Exception {
    JsonArray waiting =
        (JsonArray) client.get("/stepgate/approvals", person).json().get("approvals");
    return waiting == null || waiting.size() == 0
        ? ""
        : String.valueOf(((JsonObject) waiting.get(0)).string("id"));
  }

  @Test
  void artifact_forABrowser_isAPageThatAsksAgain() throws Exception {
    // A file of its own, so that no other test has asked for it in this minute.
    Path artifacts = site.config().resolve("artifacts");
    Files.copy(ARTIFACT, artifacts.resolve("page-1.0.tar.gz"));
    Files.writeString(
        artifacts.resolve("SHA256SUMS"),
        sha256(Files.readAllBytes(ARTIFACT)) + "  page-1.0.tar.gz\n",
        StandardOpenOption.APPEND);

    Answer page = client.get("/artifacts/page-1.0.tar.gz", "Accept", "text/html,*/*;q=0.5");

    assertThat(page.status()).isEqualTo(202);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Location")).endsWith("/result");
    assertThat(page.header("Refresh") + page.body()).containsIgnoringCase("refresh");
  }

  @Test
  void report_collectsWhatThereIs() throws Exception {
    Answer accepted = client.post("/reports", "{\"skus\":[\"A1\",\"B2\",\"C3\"]}");

    Answer report = awaitResult(accepted);

    assertThat(report)
        .hasToString(
            "200 {\"articles\":[{\"sku\":\"A1\",\"name\":\"Stepladder\",\"price\":1250},"
                + "{\"sku\":\"B2\",\"name\":\"Garden gate\",\"price\":3990},"
                + "{\"sku\":\"C3\",\"missing\":true}],\"found\":2,\"usdPerEuro\":1.08}");
    assertThat(client.history(accepted.execution()))
        .contains("States.Http.StatusCode.404")
        .contains("States.Http.StatusCode.503");
  }

  private static Answer awaitResult(Answer accepted) throws Exception {
    String path = SiteClient.path(accepted.execution()) + "/result";
    return Polling.until(
        "result at " + path, LIMIT, () -> client.get(path), answer -> answer.status() != 202);
  }

  private static void assertProblem(Answer answer, int status, String error) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body()).contains(error);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
