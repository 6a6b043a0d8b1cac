package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.Samples.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// What a command is given: input, arguments, environment, and their limits.
class ExecInputTest extends ExecFixture {
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

  @ParameterizedTest
  @CsvSource({"98, true", "99, false"})
  void run_inputAtTheLimit_isRefusedPastIt(int characters, boolean fits) throws Exception {
    var limits = new ExecLimits(Samples.LONG, 100, 100, 10_000, 1_000, OptionalInt.empty());
    var command =
        new ExecCommand(
            List.of("/bin/cat"), List.of(), ExecEnvironment.empty(), Path.of("/"), limits);

    assertThat(
            run(command, "{'Command': 'c', 'Input': '" + "x".repeat(characters) + "'}")
                instanceof Succeeded)
        .isEqualTo(fits);
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
    var limits = new ExecLimits(Samples.LONG, 1_000, 100, 10_000, 1_000, OptionalInt.empty());
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

  private static JsonValue hex(String text) {
    return new JsonValue.JsonString(
        HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }
}
