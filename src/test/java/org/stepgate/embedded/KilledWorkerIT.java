package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.MapRunDescription;
import org.stepgate.workflow.MapRunStatus;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Executions that wait in a worker that is killed, and go on in the next one.
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class KilledWorkerIT {
  private static final int ITEMS = 40;
  private static final int BLOCKED_FROM = KillableWorker.BLOCKED_FROM;
  private static final int BLOCKED_TO = BLOCKED_FROM + KillableWorker.AT_ONCE;

  @TempDir Path folder;
  private Path database;
  private Path notes;
  private KillableWorker next;
  private Process killed;

  @BeforeEach
  void open() {
    database = folder.resolve("state/stepgate.db");
    notes = folder.resolve("notes");
  }

  @AfterEach
  void close() throws Exception {
    killed.destroyForcibly().waitFor();
    next.close();
  }

  @Test
  void taskToken_isSentAfterTheDeath_executionGoesOnOnce() throws Exception {
    start("ask", "{}", "n");
    await("submitted", 1);
    kill();
    TaskTokens.Success success = success();

    next.engine.taskTokens().sendSuccess(success);

    ExecutionDescription ended = ended("ask");
    assertThat(ended.output()).isEqualTo("{\"answer\":42}");
    assertThatThrownBy(() -> next.engine.taskTokens().sendSuccess(success))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("Task Timed Out");
    assertAskedOnce("ask", "n");
    assertThat(ended("ask")).isEqualTo(ended);
  }

  @Test
  void nestedExecution_endsAfterTheDeath_parentIsToldOnce() throws Exception {
    start("nest", "{}", "c");
    await("submitted", 1);
    kill();

    next.engine.taskTokens().sendSuccess(success());

    assertThat(ended("nest").output()).isEqualTo("{\"answer\":42}");
    assertAskedOnce("ask", "c");
    assertThat(next.types("nest", "n")).isEqualTo(Pool.SUBMITTED_TASK);
  }

  @Test
  void mapRun_goesOnWhereItWas() throws Exception {
    List<Integer> items = IntStream.range(0, ITEMS).boxed().toList();
    start("map", items.toString());
    await("blocked", KillableWorker.AT_ONCE);
    kill();

    ExecutionDescription ended = ended("map");

    assertThat(ended.output()).isEqualTo(items.toString().replace(" ", ""));
    var keys = new HashMap<Integer, List<String>>();
    for (String note : Files.readAllLines(notes)) {
      String[] parts = note.split(" ", -1);
      keys.computeIfAbsent(Integer.valueOf(parts[1]), _ -> new ArrayList<>()).add(parts[2]);
    }
    assertThat(keys).hasSize(ITEMS);
    for (Map.Entry<Integer, List<String>> each : keys.entrySet()) {
      boolean wasRunning = each.getKey() >= BLOCKED_FROM && each.getKey() < BLOCKED_TO;
      assertThat(each.getValue()).as("item " + each.getKey()).hasSize(wasRunning ? 2 : 1);
      assertThat(new HashSet<>(each.getValue())).as("item " + each.getKey()).hasSize(1);
    }
    StatesArn.Execution parent = StatesArn.execution(ended.arn());
    MapRunDescription run =
        next.engine.mapRuns().list(parent, new PageRequest(10, null)).items().getFirst();
    assertThat(run.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(run.executions().total()).isEqualTo(ITEMS);
    assertThat(run.executions().succeeded()).isEqualTo(ITEMS);
  }

  private void start(String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KillableWorker.class.getName(),
                database.toString(),
                notes.toString()));
    command.addAll(List.of(arguments));
    killed = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /// Waits until the process has printed a line so often.
  private void await(String line, int times) throws IOException {
    BufferedReader printed = killed.inputReader(StandardCharsets.UTF_8);
    for (int left = times; left > 0; ) {
      String next = printed.readLine();
      assertThat(next).as("a line of the process").isNotNull();
      left -= next.equals(line) ? 1 : 0;
    }
  }

  /// Kills the only worker and starts another.
  private void kill() throws Exception {
    killed.destroyForcibly().waitFor();
    next = new KillableWorker(database, notes, false);
  }

  /// The answer to the only question that was asked.
  private TaskTokens.Success success() throws IOException {
    List<String> asked = Files.readAllLines(notes);
    String token = asked.getFirst().substring("ask ".length());
    return new TaskTokens.Success(Pool.ACCOUNT, token, "{\"answer\":42}");
  }

  private void assertAskedOnce(String machine, String name) throws IOException {
    assertThat(Files.readAllLines(notes)).hasSize(1);
    assertThat(next.types(machine, name)).isEqualTo(Pool.SUBMITTED_TASK);
  }

  private ExecutionDescription ended(String machine) throws InterruptedException {
    ExecutionDescription found = next.engine.await(Pool.id(machine, "n"), Pool.LONG).orElseThrow();
    assertThat(found.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    return found;
  }
}
