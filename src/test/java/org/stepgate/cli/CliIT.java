package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// The command line of the checkout against a running site.
@Timeout(120)
class CliIT {
  private static final String STEPGATE = Path.of("scripts/stepgate").toAbsolutePath().toString();

  @TempDir static Path directory;
  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.start(directory, Site.POOL, 2);
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void start_followed_showsTheStatesAndTheOutput() throws Exception {
    var followed = stepgate("start", "pause", "--input", "{\"seconds\":1}", "--follow");

    assertThat(followed.err()).isEmpty();
    assertThat(followed.out())
        .startsWith("execution embedded:pause:")
        .containsSubsequence("Wait", "Done", "\"waited\": true");
    assertThat(followed.exitCode()).isZero();
  }

  @Test
  void start_followedAsJson_givesALineForEachEventAndTheExecution() throws Exception {
    var followed =
        stepgate("start", "work", "--input", "{}", "--name", "followed", "--follow", "-o", "json");

    var lines = followed.out().lines().map(CliIT::json).toList();
    assertThat(((JsonObject) lines.getFirst()).string("type")).isEqualTo("ExecutionStarted");
    assertThat(((JsonObject) lines.getLast()).string("id")).isEqualTo("embedded:work:followed");
    assertThat(((JsonObject) lines.getLast()).string("status")).isEqualTo("SUCCEEDED");
    assertThat(followed.exitCode()).isZero();
  }

  @Test
  void execution_fromStartToStop() throws Exception {
    var started = stepgate("start", "pause", "--input", "{\"seconds\":600}");
    String id = started.out().strip();
    assertThat(id).startsWith("embedded:pause:");

    assertThat(stepgate("describe", id).out()).contains(id, "RUNNING", "\"seconds\": 600");
    assertThat(stepgate("list", "--machine", "pause", "--status", "running").out()).contains(id);
    assertThat(stepgate("history", id).out())
        .containsSubsequence("ExecutionStarted", "WaitStateEntered");
    assertThat(stepgate("stop", id, "--error", "Test.Over", "--cause", "enough").out())
        .contains("ABORTED", "Test.Over");

    var described = (JsonObject) json(stepgate("describe", id, "--output", "json").out());
    assertThat(described.string("status")).isEqualTo("ABORTED");
    var events = (JsonArray) json(stepgate("history", id, "-o", "json", "--reverse").out());
    assertThat(((JsonObject) events.get(0)).string("type")).isEqualTo("ExecutionAborted");
    var aborted = (JsonArray) json(stepgate("list", "-s", "ABORTED", "-o", "json").out());
    assertThat(aborted.toString()).contains(id);
  }

  @Test
  void whatFails_hasItsExitCode() throws Exception {
    var unknown = stepgate("describe", "embedded:pause:nobody");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(unknown.err()).startsWith("stepgate: ");
    assertThat(stepgate("describe").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(stepgate("list", "--url", "http://127.0.0.1:1").exitCode())
        .isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(stepgate("start", "pause", "--input", "{\"seconds\":\"x\"}", "--wait", "20"))
        .satisfies(failed -> assertThat(failed.exitCode()).isEqualTo(ExitCode.EXECUTION_FAILED))
        .satisfies(failed -> assertThat(failed.out()).contains("FAILED", "States.Runtime"));
  }

  @Test
  void check_ofGoodFiles_isFine_andOfBadOnesNamesEveryPlace() throws Exception {
    var good = stepgate("check", site.config().toString());
    assertThat(good.out()).contains("is fine: 3 state machines, 3 routes");
    assertThat(good.exitCode()).isZero();

    Path broken = Files.createDirectories(directory.resolve("broken/machines")).getParent();
    Files.writeString(
        broken.resolve("stepgate.yaml"),
        """
        routes:
          - id: first
            method: FETCH
            path: /first
            machine: faulty
            waits: 1s
        """);
    Files.writeString(
        broken.resolve("machines/faulty.asl.json"),
        """
        { "StartAt": "Nowhere",
          "States": { "End": { "Type": "Succeed" } } }
        """);
    var bad = stepgate("check", broken.toString());
    assertThat(bad.out())
        .containsPattern("stepgate\\.yaml:3:\\d+: .*method")
        .containsPattern("stepgate\\.yaml:6:\\d+: .*waits")
        .containsPattern("machines/faulty\\.asl\\.json:1:\\d+: .*Nowhere");
    assertThat(bad.exitCode()).isEqualTo(ExitCode.CONFIG);
  }

  @Test
  void completion_sourcedByBash_completesCommandsAndOptions() throws Exception {
    var completed =
        Programs.run(
            Map.of(),
            Programs.required("bash", "bash").toString(),
            "-c",
            """
            source <('%s' completion)
            complete -p stepgate >/dev/null || exit 3
            COMP_WORDS=(stepgate descr) COMP_CWORD=1 COMP_LINE='stepgate descr' COMP_POINT=14
            _complete_stepgate stepgate descr stepgate
            echo "${COMPREPLY[@]}"
            COMP_WORDS=(stepgate start --fol) COMP_CWORD=2 COMP_LINE='stepgate start --fol' COMP_POINT=20
            _complete_stepgate stepgate --fol start
            echo "${COMPREPLY[@]}"
            """
                .formatted(STEPGATE));

    assertThat(completed.out().lines()).containsExactly("describe", "--follow");
    assertThat(completed.exitCode()).as(completed.err()).isZero();
  }

  private static Programs.Ended stepgate(String... arguments) throws Exception {
    var command = new String[arguments.length + 1];
    command[0] = STEPGATE;
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Programs.run(Map.of("STEPGATE_URL", site.url()), command);
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }
}
