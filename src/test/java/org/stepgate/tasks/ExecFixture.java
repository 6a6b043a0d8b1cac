package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.Samples.json;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue;

/// Runs commands, and checks after each test that none of their processes is left.
@Timeout(60)
abstract class ExecFixture {
  static final Path FIXTURES = Path.of("test-fixtures", "tasks").toAbsolutePath();
  static final Duration SHORT = Duration.ofMillis(200);
  static final ExecLimits LIMITS = ExecLimits.defaults();

  @TempDir Path directory;

  final List<ProcessGroup> groups = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (ProcessGroup group : groups) {
      assertThat(ProcessGroups.endIfSame(group, Duration.ofSeconds(20)))
          .isEqualTo(ProcessGroups.Ending.ALREADY_GONE);
    }
  }

  TaskOutcome run(ExecCommand command, String arguments) throws InterruptedException {
    return run(command, json(arguments));
  }

  TaskOutcome run(ExecCommand command, JsonValue arguments) throws InterruptedException {
    return run(
        config(command),
        System.getenv(),
        new TaskCall("r", arguments, Samples.IDENTITY, Samples.LONG));
  }

  TaskOutcome run(ExecTaskConfig config, Map<String, String> environment, TaskCall call)
      throws InterruptedException {
    try (var runner = new ExecRunner(config, environment)) {
      return runner.run(call, groups::add);
    }
  }

  /// A pipe with a name, in the directory of the test.
  Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  static ExecTaskConfig config(ExecCommand command) {
    return config(Duration.ofSeconds(2), command);
  }

  static ExecTaskConfig config(Duration grace, ExecCommand command) {
    var commands = new LinkedHashMap<String, ExecCommand>();
    commands.put("c", command);
    return new ExecTaskConfig(commands, 4, grace);
  }

  /// A script of the folder of fixtures.
  static ExecCommand fixture(String script, String... arguments) {
    return fixture(LIMITS, script, arguments);
  }

  static ExecCommand fixture(ExecLimits limits, String script, String... arguments) {
    var argv = new ArrayList<String>();
    argv.add(FIXTURES.resolve(script).toString());
    argv.addAll(List.of(arguments));
    return new ExecCommand(argv, List.of(), path(), Path.of("/"), limits);
  }

  static ExecEnvironment path() {
    return new ExecEnvironment(List.of("PATH"), new LinkedHashMap<>());
  }

  static TaskCall call(String arguments) {
    return new TaskCall("r", json(arguments), Samples.IDENTITY, Samples.LONG);
  }
}
