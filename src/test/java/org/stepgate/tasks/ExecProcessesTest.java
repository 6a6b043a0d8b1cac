package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.tasks.Samples.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// The processes of a command: recorded before they run, and ended with it.
class ExecProcessesTest extends ExecFixture {
  @Test
  void run_groupCannotBeRecorded_commandNeverStarts() throws Exception {
    Path effect = directory.resolve("effect");
    try (var runner =
        new ExecRunner(config(ExecCommand.of("/usr/bin/touch", effect.toString())), Map.of())) {

      assertThatThrownBy(() ->
              runner.run(
                  call("{'Command': 'c'}"),
                  group -> {
                    groups.add(group);
                    throw new IllegalStateException("the store is away");
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the store is away");
      assertThat(effect).doesNotExist();
    }
  }

  @Test
  void run_group_isRecordedWhileTheCommandWaits() throws Exception {
    Path effect = directory.resolve("effect");
    try (var runner =
        new ExecRunner(config(ExecCommand.of("/usr/bin/touch", effect.toString())), Map.of())) {

      runner.run(
          call("{'Command': 'c'}"),
          group -> {
            groups.add(group);
            assertThat(ProcessGroups.isAlive(group)).isTrue();
            assertThat(effect).doesNotExist();
          });
      assertThat(effect).exists();
    }
  }

  @Test
  void run_childLeftBehind_isEndedWithTheCommand() throws Exception {
    assertThat(run(fixture("leaves-child.sh"), "{'Command': 'c'}"))
        .isEqualTo(new Succeeded(json("'done'")));
  }

  @Test
  void t30_interruptedStubbornCommand_endsAllItsProcesses() throws Exception {
    Path ready = pipe("ready");
    pipe("ready.a");
    pipe("ready.b");
    pipe("ready.c");
    var config = config(SHORT, fixture("stubborn.sh", ready.toString()));
    try (var runner = new ExecRunner(config, System.getenv())) {
      var result = new CompletableFuture<TaskOutcome>();
      Thread caller = start(runner, result);

      assertThat(Files.readString(ready)).isEqualTo("ready\n");
      caller.interrupt();

      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(ProcessGroups.isAlive(groups.getFirst())).isFalse();
    }
  }

  @Test
  void run_interruptedPoliteCommand_mayEndItself() throws Exception {
    Path ready = pipe("ready");
    Path ended = directory.resolve("ended");
    var config = config(Samples.LONG, fixture("polite.sh", ready.toString(), ended.toString()));
    try (var runner = new ExecRunner(config, System.getenv())) {
      var result = new CompletableFuture<TaskOutcome>();
      Thread caller = start(runner, result);

      assertThat(Files.readString(ready)).isEqualTo("ready\n");
      caller.interrupt();

      assertThatThrownBy(result::get).hasCauseInstanceOf(InterruptedException.class);
      assertThat(ended).content().isEqualTo("ended\n");
    }
  }

  @Test
  void t30_manyProcesses_areAllEnded() throws Exception {
    Path open = pipe("open");
    var config = config(SHORT, fixture("doubling.sh", "5", open.toString()));
    try (var runner = new ExecRunner(config, System.getenv())) {
      var result = new CompletableFuture<TaskOutcome>();
      Thread caller = start(runner, result);

      try (var in = Files.newInputStream(open)) {
        caller.interrupt();
        assertThat(in.read()).as("end of input, when the last process is gone").isNegative();
      }

      assertThatThrownBy(result::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void t30_boundOnProcesses_isSet() throws Exception {
    var limits = new ExecLimits(Samples.LONG, 100, 100, 10_000, 1_000, OptionalInt.of(1_234));
    var command =
        new ExecCommand(
            List.of(
                "/usr/bin/awk",
                "/^Max processes/ {print \"[\" $3 \",\" $4 \"]\"}",
                "/proc/self/limits"),
            List.of(),
            ExecEnvironment.empty(),
            Path.of("/"),
            limits);

    assertThat(run(command, "{'Command': 'c'}")).isEqualTo(new Succeeded(json("[1234,1234]")));
  }

  @Test
  void close_endsCommandsUnderWay() throws Exception {
    Path ready = pipe("ready");
    var runner =
        new ExecRunner(
            config(SHORT, fixture("polite.sh", ready.toString(), "/dev/null")), System.getenv());
    var result = new CompletableFuture<TaskOutcome>();
    start(runner, result);

    assertThat(Files.readString(ready)).isEqualTo("ready\n");
    runner.close();

    assertThat(((Failed) result.get()).error()).isEqualTo("Stepgate.Exec.ExitCode.137");
  }

  private Thread start(ExecRunner runner, CompletableFuture<TaskOutcome> result) {
    return Thread.startVirtualThread(() -> {
      try {
        result.complete(runner.run(call("{'Command': 'c'}"), groups::add));
      } catch (InterruptedException e) {
        result.completeExceptionally(e);
      }
    });
  }
}
