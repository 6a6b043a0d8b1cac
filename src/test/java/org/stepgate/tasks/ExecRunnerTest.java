package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;
import org.stepgate.tasks.TaskOutcome.Succeeded;

@Timeout(60)
class ExecRunnerTest {
  private static final Path FIXTURES = Path.of("test-fixtures", "tasks").toAbsolutePath();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final ExecLimits LIMITS = ExecLimits.defaults();

  @TempDir Path directory;

  private final List<ProcessGroup> groups = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() throws Exception {
    for (ProcessGroup group : groups) {
      assertThat(ProcessGroups.endIfSame(group, Duration.ofSeconds(20)))
          .isEqualTo(ProcessGroups.Ending.ALREADY_GONE);
    }
  }

  @Test
  void run_inputOnStdin_outputFromStdout() throws Exception {
    assertThat(run(ExecCommand.of("/bin/cat"), "{'Command': 'c', 'Input': {'a': [1.50, 'ä']}}"))
        .isEqualTo(new Succeeded(json("{'a': [1.50, 'ä']}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Command': 'c'} | {}",
        "{'Command': 'c', 'Input': null} | null",
        "{'Command': 'c', 'Input': 'text'} | 'text'",
      })
  void run_input_isAnyJson(String arguments, String echoed) throws Exception {
    assertThat(run(ExecCommand.of("/bin/cat"), arguments)).isEqualTo(new Succeeded(json(echoed)));
  }

  @Test
  void run_largeInputThatIsNotRead_doesNotMatter() throws Exception {
    assertThat(
            run(
                ExecCommand.of("/bin/true"),
                "{'Command': 'c', 'Input': '" + "x".repeat(200_000) + "'}"))
        .isEqualTo(new Succeeded(JsonValue.JsonNull.NULL));
  }

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
    var limits = new ExecLimits(LONG, 1_000, 100_000, 1_000, 10, OptionalInt.empty());
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

  @Test
  void t30_argumentsForAShell_arriveAsTheyAre() throws Exception {
    String nasty = "a b;$(id)`id`|&><*?~\\\"'\n${x}{second}";
    var command = withParameters("first", "second");

    var outcome =
        run(
            command,
            JsonObject.builder()
                .put("Command", "c")
                .put(
                    "Arguments", JsonObject.builder().put("first", nasty).put("second", "").build())
                .build());

    assertThat(outcome)
        .isEqualTo(
            new Succeeded(
                JsonArray.of(hex(nasty), hex(""), hex("--x=" + nasty + "."), hex("{third}"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | Parameters: expected an object, got an array",
        "{} | Command: expected a string, got nothing",
        "{'Command': 'other'} | Command: expected a command of the configuration, got 'other'",
        "{'Command': '/bin/sh'} | Command: expected a command of the configuration, got '/bin/sh'",
        "{'Command': 'c', 'Args': {}} | Parameters: expected only members of Command, Input,"
            + " Arguments, got 'Args'",
        "{'Command': 'c', 'Arguments': {'second': 'b'}} | Arguments.first: expected a value, got"
            + " nothing",
        "{'Command': 'c', 'Arguments': {'first': 'a', 'second': 'b', 'third': 'c'}} | Arguments:"
            + " expected only members of first, second, got 'third'",
        "{'Command': 'c', 'Arguments': {'first': ['a'], 'second': 'b'}} | Arguments.first: expected"
            + " a string, number or boolean, got an array",
        "{'Command': 'c', 'Arguments': {'first': 'a\\u0000b', 'second': 'b'}} | Arguments.first:"
            + " expected text without NUL, got text with NUL",
        "{'Command': 'c', 'Arguments': {'first': '-rf', 'second': 'b'}} | Arguments: expected a"
            + " value that does not look like an option, got '-rf'",
      })
  void t30_badArguments_failSayingWhereAndWhatWasExpected(String arguments, String cause)
      throws Exception {
    assertThat(run(withParameters("first", "second"), arguments))
        .isEqualTo(new Failed("States.TaskFailed", cause));
    assertThat(groups).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"99, true", "100, true", "101, false", "1000000, false"})
  void t30_argumentsAtTheLimit_areRefusedPastIt(int bytes, boolean fits) throws Exception {
    var limits = new ExecLimits(LONG, 1_000, 100, 10_000, 1_000, OptionalInt.empty());
    var command =
        new ExecCommand(
            List.of(FIXTURES.resolve("arguments.sh").toString(), "{a}"),
            List.of("a"),
            path(),
            Path.of("/"),
            limits);

    TaskOutcome outcome =
        run(command, "{'Command': 'c', 'Arguments': {'a': '" + "x".repeat(bytes) + "'}}");

    if (fits) {
      assertThat(outcome).isInstanceOf(Succeeded.class);
    } else {
      assertThat(outcome)
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "Arguments: expected at most 100 bytes, got " + bytes + " bytes"));
    }
  }

  @ParameterizedTest
  @CsvSource({"98, true", "99, false"})
  void run_inputAtTheLimit_isRefusedPastIt(int characters, boolean fits) throws Exception {
    var limits = new ExecLimits(LONG, 100, 100, 10_000, 1_000, OptionalInt.empty());
    var command =
        new ExecCommand(
            List.of("/bin/cat"), List.of(), ExecEnvironment.empty(), Path.of("/"), limits);

    assertThat(
            run(command, "{'Command': 'c', 'Input': '" + "x".repeat(characters) + "'}")
                instanceof Succeeded)
        .isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({"99, true", "100, true", "101, false"})
  void run_outputAtTheLimit_failsPastIt(int bytes, boolean fits) throws Exception {
    var limits = new ExecLimits(LONG, 100, 100, 100, 1_000, OptionalInt.empty());

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
                new TaskCall("r", json("{'Command': 'c'}"), identity(), SHORT)))
        .isEqualTo(new OutOfTime());
  }

  @Test
  void run_environment_holdsOnlyWhatIsNamed() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
    var fixed = new LinkedHashMap<String, ConfiguredValue>();
    fixed.put("VALUE_FIXED", new ConfiguredValue.Plain("f"));
    fixed.put("VALUE_SECRET", new ConfiguredValue.FromFile(secret));
    var environment = new ExecEnvironment(List.of("PATH", "VALUE_PASSED", "VALUE_NONE"), fixed);
    var command =
        new ExecCommand(
            List.of(FIXTURES.resolve("environment.sh").toString()),
            List.of(),
            environment,
            Path.of("/"),
            LIMITS);
    var worker =
        Map.of("PATH", System.getenv("PATH"), "VALUE_PASSED", "p", "VALUE_HIDDEN", "canary");

    var outcome = run(config(command), worker, call("{'Command': 'c'}"));

    assertThat(outcome)
        .isEqualTo(
            new Succeeded(
                json(
                    "['PATH', 'STEPGATE_IDEMPOTENCY_KEY', 'STEPGATE_PROCESS_MARK',"
                        + " 'VALUE_FIXED=f', 'VALUE_PASSED=p', 'VALUE_SECRET=s3cret', 'end']")));
    assertThat(command.toString()).doesNotContain("s3cret");
  }

  @Test
  void run_unreadableSecret_fails() throws Exception {
    var fixed = new LinkedHashMap<String, ConfiguredValue>();
    fixed.put("SECRET", new ConfiguredValue.FromFile(directory.resolve("missing")));
    var command =
        new ExecCommand(
            List.of("/bin/true"),
            List.of(),
            new ExecEnvironment(List.of(), fixed),
            Path.of("/"),
            LIMITS);

    assertThat(((Failed) run(command, "{'Command': 'c'}")).error()).isEqualTo("States.TaskFailed");
    assertThat(groups).isEmpty();
  }

  @Test
  void run_childLeftBehind_isEndedWithTheCommand() throws Exception {
    assertThat(run(fixture("leaves-child.sh"), "{'Command': 'c'}"))
        .isEqualTo(new Succeeded(json("'done'")));
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
    var config = config(LONG, fixture("polite.sh", ready.toString(), ended.toString()));
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
    var limits = new ExecLimits(LONG, 100, 100, 10_000, 1_000, OptionalInt.of(1_234));
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
                        new TaskCall("r", json("{'Command': 'c'}"), identity(), SHORT), _ -> {}))
                .isEqualTo(
                    new Failed(
                        "States.Timeout",
                        "The command 'c' found no place among 1 commands at once within PT0.2S"));
          });
      assertThat(runner.run(call("{'Command': 'c'}"), groups::add)).isInstanceOf(Succeeded.class);
    }
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

  private TaskOutcome run(ExecCommand command, String arguments) throws InterruptedException {
    return run(command, json(arguments));
  }

  private TaskOutcome run(ExecCommand command, JsonValue arguments) throws InterruptedException {
    return run(config(command), System.getenv(), new TaskCall("r", arguments, identity(), LONG));
  }

  private TaskOutcome run(ExecTaskConfig config, Map<String, String> environment, TaskCall call)
      throws InterruptedException {
    try (var runner = new ExecRunner(config, environment)) {
      return runner.run(call, groups::add);
    }
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = directory.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static ExecTaskConfig config(ExecCommand command) {
    return config(Duration.ofSeconds(2), command);
  }

  private static ExecTaskConfig config(Duration grace, ExecCommand command) {
    var commands = new LinkedHashMap<String, ExecCommand>();
    commands.put("c", command);
    return new ExecTaskConfig(commands, 4, grace);
  }

  private static ExecCommand fixture(String script, String... arguments) {
    return fixture(LIMITS, script, arguments);
  }

  private static ExecCommand fixture(ExecLimits limits, String script, String... arguments) {
    var argv = new ArrayList<String>();
    argv.add(FIXTURES.resolve(script).toString());
    argv.addAll(List.of(arguments));
    return new ExecCommand(argv, List.of(), path(), Path.of("/"), limits);
  }

  private static ExecCommand withPath(String... argv) {
    return new ExecCommand(List.of(argv), List.of(), path(), Path.of("/"), LIMITS);
  }

  private static ExecCommand withParameters(String... parameters) {
    return new ExecCommand(
        List.of(
            FIXTURES.resolve("arguments.sh").toString(),
            "{first}",
            "{second}",
            "--x={first}.",
            "{third}"),
        List.of(parameters),
        path(),
        Path.of("/"),
        LIMITS);
  }

  private static ExecEnvironment path() {
    return new ExecEnvironment(List.of("PATH"), new LinkedHashMap<>());
  }

  private static TaskCall call(String arguments) {
    return new TaskCall("r", json(arguments), identity(), LONG);
  }

  private static TaskIdentity identity() {
    return new TaskIdentity("arn:aws:states:local:0:execution:m:n", "Run", 0, "key-0");
  }

  private static JsonValue hex(String text) {
    return new JsonValue.JsonString(
        HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text.replace('\'', '"'), JsonLimits.NETWORK);
  }
}
