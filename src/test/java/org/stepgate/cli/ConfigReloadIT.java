package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient.Answer;

/// Configuration files that change under running workers, and that are bad when workers start.
@Timeout(180)
class ConfigReloadIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String GREETING = "machines/greeting.asl.json";

  @TempDir Path directory;
  private Site site;

  @AfterEach
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void changedFiles_takeEffectWithoutARestart_andBadOnesDoNot() throws Exception {
    site = Site.start(directory, Site.POOL, 2);
    var workers = site.workers();
    assertThat(greet("/greeting").body()).isEqualTo("{\"greeting\":\"hello\"}");

    edit(GREETING, "hello", "good evening");
    awaitGreeting("good evening");
    edit("stepgate.yaml", "path: /greeting", "path: /salute");
    Polling.until("the new route", LIMIT, () -> greet("/salute").status() == 200);
    Polling.until("the end of the old one", LIMIT, () -> greet("/greeting").status() == 404);

    edit("stepgate.yaml", "path: /salute", "path: /welcome\n    no-such-key: 1");
    Polling.until(
        "both workers have refused",
        LIMIT,
        () ->
            site.logLines().stream().filter(line -> line.contains("config.refused")).count() >= 2);
    for (int i = 0; i < 10; i++) {
      assertThat(greet("/salute").body()).isEqualTo("{\"greeting\":\"good evening\"}");
      assertThat(greet("/welcome").status()).isEqualTo(404);
    }
    Polling.until(
        "the fault in Lighttpd's log",
        LIMIT,
        () -> {
          greet("/salute");
          return site.errorLog().contains("config.fault")
              && site.errorLog().contains("stepgate.yaml:")
              && site.errorLog().contains("no-such-key");
        });
    assertThat(site.workers()).isEqualTo(workers);

    edit("stepgate.yaml", "path: /welcome\n    no-such-key: 1", "path: /welcome");
    Polling.until("the repaired route", LIMIT, () -> greet("/welcome").status() == 200);
    Polling.until("the end of the old one", LIMIT, () -> greet("/salute").status() == 404);
  }

  @Test
  void badFilesAtTheStart_leaveTheStoredGenerationInForce() throws Exception {
    site = Site.start(directory, Site.POOL, 1);
    long good = site.workers().iterator().next();
    edit("stepgate.yaml", "machine: greeting", "machine: nobody");
    Polling.until(
        "the refusal", LIMIT, () -> String.join("", site.logLines()).contains("config.refused"));

    Programs.signal("KILL", good);

    Polling.until(
        "another worker",
        LIMIT,
        () -> {
          site.client().statusOrNothing("/stepgate/health");
          var others = new HashSet<>(site.servingWorkers());
          others.remove(good);
          return !others.isEmpty();
        });
    Polling.until("an answer", LIMIT, () -> greet("/greeting").status() == 200);
    assertThat(greet("/greeting").body()).isEqualTo("{\"greeting\":\"hello\"}");
    assertThat(site.errorLog()).contains("nobody");
  }

  @Test
  void badFilesWithoutAStoredGeneration_are503_untilTheyAreGood() throws Exception {
    site = Site.prepare(directory, Site.POOL, 1);
    edit("stepgate.yaml", "machine: greeting", "machine: nobody");
    site.start();

    Polling.until("a worker that listens", LIMIT, () -> !site.servingWorkers().isEmpty());
    Answer refused =
        Polling.until(
            "503 of the worker",
            LIMIT,
            () -> greet("/greeting"),
            answer -> answer.body().contains("There is no configuration yet."));
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(site.client().get("/stepgate/health").status()).isEqualTo(503);
    assertThat(site.client().get("/stepgate/executions").status()).isEqualTo(503);
    assertThat(site.client().get("/stepgate/approvals").status()).isEqualTo(503);
    var api = site.client().post("/", "{}", "X-Amz-Target", "AWSStepFunctions.ListStateMachines");
    assertThat(api.status()).isEqualTo(503);
    assertThat(api.body()).contains("ServiceUnavailable");
    assertThat(String.join("\n", site.logLines()))
        .contains("config.none_in_force")
        .contains("nobody");

    edit("stepgate.yaml", "machine: nobody", "machine: greeting");
    site.awaitHealth();
    assertThat(greet("/greeting").body()).isEqualTo("{\"greeting\":\"hello\"}");
  }

  private void awaitGreeting(String text) throws Exception {
    // Ten in a row: both workers have it.
    Polling.until(
        "the greeting " + text,
        LIMIT,
        () -> {
          for (int i = 0; i < 10; i++) {
            if (!greet("/greeting").body().equals("{\"greeting\":\"" + text + "\"}")) {
              return false;
            }
          }
          return true;
        });
  }

  private Answer greet(String path) throws IOException, InterruptedException {
    return site.client().post(path, "{}");
  }

  /// Changes a file as editors do: a new one takes its place.
  private void edit(String name, String from, String to) throws IOException {
    Path file = site.config().resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Path next = Files.writeString(directory.resolve("next"), text.replace(from, to));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
