package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.tasks.ProcessGroups.Ending;

/// A real worker, a JVM of its own, is killed while it runs a command.
@Timeout(60)
class WorkerDeathTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path directory;

  private Process worker;

  @AfterEach
  void endWorker() {
    worker.destroyForcibly();
  }

  @Test
  void workerKilled_commandDiesWithIt() throws Exception {
    Path ready = pipe("ready");
    ProcessGroup group =
        startWorker("run", "/bin/sh", "-c", "echo ready >" + ready + "; exec sleep 300");
    assertThat(Files.readString(ready)).isEqualTo("ready\n");

    worker.destroyForcibly().waitFor();

    awaitEndOf(group.id());
    assertThat(ProcessGroups.endIfSame(group, PATIENCE)).isEqualTo(Ending.ALREADY_GONE);
  }

  @Test
  void workerKilled_grandchildrenAreEndedByWhoeverTakesOver() throws Exception {
    Path ready = pipe("ready");
    Path open = pipe("open");
    String script = "sleep 300 >" + open + " & echo ready >" + ready + "; wait";
    ProcessGroup group = startWorker("run", "/bin/sh", "-c", script);
    try (var in = Files.newInputStream(open)) {
      assertThat(Files.readString(ready)).isEqualTo("ready\n");

      worker.destroyForcibly().waitFor();
      awaitEndOf(group.id());

      assertThat(ProcessGroups.isAlive(group)).as("the death signal reaches no child").isTrue();
      assertThat(ProcessGroups.endIfSame(ProcessGroup.parse(group.text()), PATIENCE))
          .isEqualTo(Ending.ENDED);
      assertThat(in.read()).as("end of input, when the grandchild is gone").isNegative();
    }
  }

  @Test
  void workerKilledBeforeTheGroupIsRecorded_commandNeverRuns() throws Exception {
    Path effect = directory.resolve("effect");
    ProcessGroup group = startWorker("hold", "/usr/bin/touch", effect.toString());

    worker.destroyForcibly().waitFor();

    awaitEndOf(group.id());
    assertThat(effect).doesNotExist();
  }

  /// Looks again and again, as nobody is told of the end of a process that is not his child.
  private static void awaitEndOf(long pid) throws InterruptedException {
    while (ProcessStat.read(pid).filter(ProcessStat::isAlive).isPresent()) {
      Thread.sleep(1);
    }
  }

  private ProcessGroup startWorker(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", DoomedWorker.class.getName()));
    command.addAll(List.of(arguments));
    worker = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines = worker.inputReader(StandardCharsets.UTF_8);
    return ProcessGroup.parse(lines.readLine());
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }
}
