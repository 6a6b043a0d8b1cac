package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.Samples.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// What becomes of a command's output, exit code and time.
class ExecOutcomeTest extends ExecFixture {
  @Test
  void run_outputThatIsNoJson_failsSayingWhere() throws Exception {
    var outcome = (Failed) run(ExecCommand.of("/bin/echo", "{\"a\":1} rest"), "{'Command': 'c'}");

    assertThat(outcome.error()).isEqualTo("Stepgate.Exec.BadOutput");
    assertThat(outcome.cause())
        .startsWith("The output of the command 'c' is not JSON: line 1, column 9: ");
  }

  @Test
  void run_outputThatIsNoText_fails() throws Exception {
    var outcome = (Failed) run(ExecCommand.of("/usr/bin/printf", "\\377"), "{'Command': 'c'}");

    assertThat(outcome.error()).isEqualTo("Stepgate.Exec.BadOutput");
  }

  @ParameterizedTest
  @CsvSource({
    "7, no such artifact, no such artifact",
    "7, '', The command 'c' ended with exit code 7"
  })
  void run_exitCode_isTheErrorAndStderrTheCause(int code, String stderr, String cause)
      throws Exception {
    assertThat(run(fixture("fail.sh", Integer.toString(code), stderr), "{'Command': 'c'}"))
        .isEqualTo(new Failed("Stepgate.Exec.ExitCode." + code, cause));
  }

  @Test
  void run_longStderr_causeIsItsEnd() throws Exception {
    var limits = new ExecLimits(Samples.LONG, 1_000, 100_000, 1_000, 10, OptionalInt.empty());
    var command = fixture(limits, "fail.sh", "1", "x".repeat(50_000) + "the end");

    assertThat(run(command, "{'Command': 'c'}"))
        .isEqualTo(new Failed("Stepgate.Exec.ExitCode.1", "xxthe end"));
  }

  @Test
  void run_missingProgram_failsNamingIt() throws Exception {
    var outcome = (Failed) run(ExecCommand.of("/no/such/program"), "{'Command': 'c'}");

    assertThat(outcome.error()).isEqualTo("Stepgate.Exec.ExitCode.127");
    assertThat(outcome.cause()).contains("/no/such/program");
  }

  @Test
  void run_missingDirectory_failsSayingSo() throws Exception {
    var command =
        new ExecCommand(
            List.of("/bin/true"),
            List.of(),
            ExecEnvironment.empty(),
            directory.resolve("missing"),
            LIMITS);

    var outcome = (Failed) run(command, "{'Command': 'c'}");

    assertThat(outcome.error()).isEqualTo("States.TaskFailed");
    assertThat(outcome.cause())
        .startsWith("The command 'c' cannot be started: ")
        .contains("missing");
  }

  @ParameterizedTest
  @CsvSource({"99, true", "100, true", "101, false"})
  void run_outputAtTheLimit_failsPastIt(int bytes, boolean fits) throws Exception {
    var limits = new ExecLimits(Samples.LONG, 100, 100, 100, 1_000, OptionalInt.empty());

    TaskOutcome outcome =
        run(fixture(limits, "bytes.sh", Integer.toString(bytes)), "{'Command': 'c'}");

    if (fits) {
      assertThat(outcome).isInstanceOf(Succeeded.class);
    } else {
      assertThat(outcome)
          .isEqualTo(
              new Failed(
                  "Stepgate.Exec.OutputLimit",
                  "The output of the command 'c' is larger than 100 bytes"));
    }
  }

  @Test
  void run_endlessOutput_isEnded() throws Exception {
    assertThat(((Failed) run(fixture("flood.sh", "1"), "{'Command': 'c'}")).error())
        .isEqualTo("Stepgate.Exec.OutputLimit");
  }

  @Test
  void run_endlessErrorOutput_isEndedWithTheTime() throws Exception {
    var limits = new ExecLimits(SHORT, 100, 100, 100, 1_000, OptionalInt.empty());

    assertThat(run(fixture(limits, "flood.sh", "2"), "{'Command': 'c'}"))
        .isEqualTo(new Failed("States.Timeout", "The command 'c' did not end within PT0.2S"));
  }

  @Test
  void run_timeOfTheCallIsOver_endsWithTimeout() throws Exception {
    assertThat(
            run(
                config(ExecCommand.of("/bin/sleep", "300")),
                Map.of(),
                new TaskCall("r", json("{'Command': 'c'}"), Samples.IDENTITY, SHORT)))
        .isEqualTo(new OutOfTime());
  }

  @Test
  void run_processWithoutMarkKeepsOutputOpen_failsInsteadOfGuessing() throws Exception {
    Path pid = pipe("pid");
    var escape = "exec >>" + pid + "; echo $$; exec 1>&3; exec sleep 300";
    var script =
        "exec 3>&1; env -i setsid sh -c '" + escape + "' & read -r p <" + pid + "; echo $p";
    var command = withPath("/bin/sh", "-c", script + " >" + directory.resolve("number"));
    try (var runner = new ExecRunner(config(command), System.getenv(), SHORT)) {

      TaskOutcome outcome = runner.run(call("{'Command': 'c'}"), groups::add);

      assertThat(outcome)
          .isEqualTo(
              new Failed(
                  "Stepgate.Exec.BadOutput",
                  "The output of the command 'c' has no end: a process that left it keeps it"
                      + " open"));
    } finally {
      long escaped = Long.parseLong(Files.readString(directory.resolve("number")).strip());
      ProcessHandle.of(escaped).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void run_noPlaceWithinTheTime_endsWithTimeout() throws Exception {
    var commands = new LinkedHashMap<String, ExecCommand>();
    commands.put("c", ExecCommand.of("/bin/cat"));
    try (var runner = new ExecRunner(new ExecTaskConfig(commands, 1, SHORT), Map.of())) {
      runner.run(
          call("{'Command': 'c'}"),
          group -> {
            groups.add(group);
            assertThat(
                    runner.run(
                        new TaskCall("r", json("{'Command': 'c'}"), Samples.IDENTITY, SHORT),
                        _ -> {}))
                .isEqualTo(
                    new Failed(
                        "States.Timeout",
                        "The command 'c' found no place among 1 commands at once within PT0.2S"));
          });
      assertThat(runner.run(call("{'Command': 'c'}"), groups::add)).isInstanceOf(Succeeded.class);
    }
  }

  private static ExecCommand withPath(String... argv) {
    return new ExecCommand(List.of(argv), List.of(), path(), Path.of("/"), LIMITS);
  }
}
