package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;

/// Policies and configuration that somebody spoils under a running pool: the old ones stay in
/// force, in the workers that run and in those that follow them by `stepgate reload`.
@Timeout(300)
class BrokenFilesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String POLICY =
      """
      permit (principal, action, resource) unless {
        action == Stepgate::Action::"invoke" && resource == Stepgate::Route::"work"
      };
      """;

  @TempDir Path directory;
  private Site site;

  @BeforeEach
  void start() throws Exception {
    site = Site.prepare(directory, Site.POOL, 2);
    Files.createDirectories(site.config().resolve("policies"));
    Files.writeString(site.config().resolve("policies/all.cedar"), POLICY);
    site.startAll();
  }

  @AfterEach
  void end() throws Exception {
    site.close();
  }

  @Test
  void t23_brokenPolicy_leavesTheOldOneInForceAcrossAReload() throws Exception {
    replace("policies/all.cedar", POLICY.replace("unless", "when").replace("};", ""));

    awaitRefusals("policies/all.cedar");
    assertOldOnesInForce();
    reload();
    assertThat(String.join("\n", newestLogs())).contains("all.cedar");
    assertOldOnesInForce();

    replace("policies/all.cedar", POLICY.replace("\"work\"", "\"greeting\""));
    String token = DemoToken.bearer(site, "alice");
    Polling.until(
        "the mended policy",
        LIMIT,
        () -> {
          // Eight in a row: both workers have it.
          for (int i = 0; i < 8; i++) {
            if (site.client().post("/greeting", "{}", "Authorization", token).status() != 403) {
              return false;
            }
          }
          return true;
        });
  }

  @Test
  void t39_configurationOfGarbage_leavesTheOldOneInForceAcrossAReload() throws Exception {
    replace("stepgate.yaml", "\u0000\u001b[31m{{{ garbage\n");

    awaitRefusals("stepgate.yaml");
    assertOldOnesInForce();
    Set<Long> before = site.workers();
    var out = new StringWriter();
    assertThat(reload(out, "--state", site.state().toString())).isEqualTo(ExitCode.CONFIG);
    assertThat(out.toString()).startsWith("stepgate.yaml:1:").contains("nothing was done");
    assertThat(site.workers()).isEqualTo(before);
    reload();
    assertOldOnesInForce();
  }

  @Test
  void t39_configurationThatEverybodyMayWrite_leavesTheOldOneInForce() throws Exception {
    Path file = site.config().resolve("stepgate.yaml");
    Files.writeString(file, Files.readString(file).replace("path: /greeting", "path: /salute"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    awaitRefusals("stepgate.yaml");
    assertOldOnesInForce();
  }

  @Test
  void t39_configurationBehindASymbolicLink_leavesTheOldOneInForce() throws Exception {
    Path file = site.config().resolve("stepgate.yaml");
    Path elsewhere = directory.resolve("elsewhere.yaml");
    Files.writeString(
        elsewhere, Files.readString(file).replace("path: /greeting", "path: /salute"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), elsewhere);
    Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);

    awaitRefusals("stepgate.yaml");
    assertOldOnesInForce();
  }

  @Test
  void t23_lostPolicies_leaveTheOldOnesInForceAcrossAReload() throws Exception {
    Files.move(site.config().resolve("policies"), directory.resolve("away"));

    awaitRefusals("policies");
    assertOldOnesInForce();
    reload();
    assertOldOnesInForce();

    Files.createDirectory(site.config().resolve("policies"));
    String token = DemoToken.bearer(site, "alice");
    Polling.until(
        "everything is denied",
        LIMIT,
        () -> {
          // Eight in a row: both workers have it.
          for (int i = 0; i < 8; i++) {
            if (site.client().post("/greeting", "{}", "Authorization", token).status() != 404) {
              return false;
            }
          }
          return true;
        });
  }

  /// Both workers have said so, in their logs and in Lighttpd's.
  private void awaitRefusals(String file) throws Exception {
    Polling.until(
        "both workers refuse",
        LIMIT,
        () -> site.logs().stream().filter(log -> log.contains("config.refused")).count() >= 2);
    Polling.until(
        "the fault in Lighttpd's log",
        LIMIT,
        () -> {
          site.client().get("/stepgate/health");
          return site.errorLog().contains("config.fault") && site.errorLog().contains(file);
        });
  }

  private void assertOldOnesInForce() throws Exception {
    String token = DemoToken.bearer(site, "alice");
    for (int i = 0; i < 6; i++) {
      assertThat(site.client().post("/greeting", "{}").body())
          .isEqualTo("{\"greeting\":\"hello\"}");
      assertThat(site.client().post("/work", "{}", "Authorization", token).status()).isEqualTo(403);
      assertThat(site.client().post("/salute", "{}", "Authorization", token).status())
          .isEqualTo(404);
    }
  }

  private void reload() throws Exception {
    Set<Long> before = site.workers();
    var out = new StringWriter();
    assertThat(reload(out, "--anyway", "--state", site.state().toString()))
        .as(out.toString())
        .isZero();
    site.awaitAllWorkers();
    var kept = new HashSet<>(site.workers());
    kept.retainAll(before);
    assertThat(kept).isEmpty();
  }

  private static int reload(StringWriter out, String... options) {
    var words = new ArrayList<>(List.of(options));
    words.addFirst("reload");
    return Main.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out, true))
        .execute(words.toArray(String[]::new));
  }

  /// The logs of the workers that serve now.
  private Set<String> newestLogs() throws Exception {
    var serving = new HashSet<String>();
    for (String log : site.logs()) {
      for (long pid : site.servingWorkers()) {
        if (log.contains("worker.starting pid=" + pid + " ")) {
          serving.add(log.substring(log.indexOf("worker.starting pid=" + pid + " ")));
        }
      }
    }
    return serving;
  }

  /// Changes a file as editors do: a new one takes its place.
  private void replace(String name, String text) throws IOException {
    Path next = Files.writeString(directory.resolve("next"), text);
    Files.move(next, site.config().resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
