package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;

/// What an operator does to a pool that runs: schedules, backup, restore, doctor.
@Timeout(240)
class OperationIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String STARTS = "/stepgate/machines/pause/executions";

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Site site;

  @AfterEach
  void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void backup_ofAPoolThatWrites_isPutBackAndGoesOn() throws Exception {
    site = Site.start(directory, Site.POOL, 2);
    Path backup = directory.resolve("backup.db");
    assertThat(start("waits", 20)).isEqualTo(202);
    var acknowledged = new ConcurrentLinkedQueue<String>();
    var enough = new CountDownLatch(100);
    var done = new AtomicBoolean();
    Thread client =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; !done.get(); i++) {
                try {
                  if (start("e" + i, 3_600) == 202) {
                    acknowledged.add("e" + i);
                    enough.countDown();
                  }
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }
            });
    enough.await();
    List<String> before = new ArrayList<>(acknowledged);

    assertThat(stepgate("backup", backup.toString())).as(err.toString()).isZero();
    done.set(true);
    client.join();
    assertThat(stepgate("restore", backup.toString())).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("workers run");
    assertThat(doctor()).as(out.toString()).isZero();
    assertThat(out.toString()).contains("2 of 2 serve").contains("starts 2 workers");

    site.interrupt();
    site.awaitEnd();
    assertThat(stepgate("restore", backup.toString())).as(err.toString()).isZero();
    assertThat(start("after", 1)).isZero();
    site.start();
    site.awaitAllWorkers();

    for (String name : before) {
      assertThat(site.client().describe("embedded:pause:" + name).string("status"))
          .isEqualTo("RUNNING");
    }
    assertThat(site.client().awaitEnd("embedded:pause:waits", LIMIT).string("status"))
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void schedule_ofAPoolOfThree_runsItsTickOnce() throws Exception {
    site = Site.start(directory, Site.POOL, 3);
    LocalDateTime tick =
        LocalDateTime.now(ZoneOffset.UTC).plusSeconds(20).truncatedTo(ChronoUnit.SECONDS);
    Files.writeString(
        site.config().resolve("stepgate.yaml"),
        """
        schedules:
          once:
            machine: pause
            expression: at(%s)
            input: {seconds: 0}
        """
            .formatted(tick),
        StandardOpenOption.APPEND);

    Polling.until(
        "the end of the tick's execution",
        LIMIT,
        () -> list().contains("\"STARTED\"") && site.client().executionCount("pause") == 1);

    assertThat(list()).contains("embedded:pause:once-").contains("\"paused\": false");
    assertThat(command("schedules", "pause", "once", "--url", site.url())).isZero();
    assertThat(list()).contains("\"paused\": true");
  }

  private String list() {
    out.getBuffer().setLength(0);
    assertThat(command("schedules", "list", "-o", "json", "--url", site.url())).isZero();
    return out.toString();
  }

  /// The status of a start; 0 when there was no answer.
  private int start(String name, int seconds) throws Exception {
    try {
      return site.client()
          .post(STARTS, "{\"name\": \"" + name + "\", \"input\": {\"seconds\": " + seconds + "}}")
          .status();
    } catch (IOException e) {
      return 0;
    }
  }

  private int stepgate(String command, String file) {
    return command(command, file, "--state", site.state().toString());
  }

  private int doctor() {
    return command(
        "doctor",
        "--state",
        site.state().toString(),
        "--config",
        site.config().toString(),
        "--lighttpd",
        directory.resolve("lighttpd.conf").toString());
  }

  private int command(String... arguments) {
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
