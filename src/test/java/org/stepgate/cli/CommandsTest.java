package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest extends CommandFixture {
  private static final String ONE = "/stepgate/executions/embedded%3Aorders%3Aa1";
  private static final String RUNNING =
      """
      {"id":"embedded:orders:a1","arn":"arn:aws:states:us-east-1:123456789012:execution:orders:a1",
       "machineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:orders","status":"RUNNING",
       "startTime":"2026-01-31T12:00:00.250Z","input":{"sku":"A1"}}
      """;
  private static final String SUCCEEDED =
      RUNNING
          .replace("RUNNING", "SUCCEEDED")
          .replace(
              "\"input\"", "\"stopTime\":\"2026-01-31T12:00:01.601Z\",\"output\":[1],\"input\"");
  private static final String FAILED =
      RUNNING
          .replace("RUNNING", "FAILED")
          .replace(
              "\"input\"",
              "\"stopTime\":\"2026-01-31T12:01:30Z\",\"error\":\"E\",\"cause\":\"a\\u001b[31m\",\"input\"");
  private static final String STARTED =
      "{\"execution\":\"embedded:orders:a1\",\"status\":\"RUNNING\",\"links\":{}}";

  @Test
  void start_printsTheId() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);

    int exit = run("start", "orders", "--input", "{\"sku\": \"A1\"}", "--name", "a1");

    assertThat(out).hasToString("embedded:orders:a1\n");
    assertThat(exit).isZero();
    assertThat(server.requests())
        .containsExactly(
            "POST /stepgate/machines/orders/executions [respond-async]"
                + " {\"name\":\"a1\",\"input\":{\"sku\":\"A1\"}}");
  }

  @Test
  void start_ofAFile_sendsItsContent(@TempDir Path directory) throws IOException {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);
    Path file = Files.writeString(directory.resolve("input.json"), "[1, 2]");

    int exit = run("start", "orders", "--input", "@" + file, "--name", "a1", "-o", "json");

    assertThat(exit).isZero();
    assertThat(out).hasToString("{\n  \"id\": \"embedded:orders:a1\"\n}\n");
    assertThat(server.requests().getFirst()).endsWith("{\"name\":\"a1\",\"input\":[1,2]}");
  }

  @Test
  void start_withoutAName_makesARandomOne() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);

    run("start", "orders");
    run("start", "orders");

    assertThat(server.requests()).doesNotHaveDuplicates().hasSize(2);
    assertThat(server.requests().getFirst())
        .matches(".*\\{\"name\":\"[0-9a-f]{32}\",\"input\":\\{}}");
  }

  @Test
  void start_ofAnExecutionThatEndsAtOnce_findsItsIdByName() {
    server.answer("POST /stepgate/machines/orders/executions", 200, "[1]");
    server.answer(
        "GET /stepgate/executions?machine=orders&limit=100",
        200,
        "{\"executions\":[{\"id\":\"embedded:orders:other\"},{\"id\":\"embedded:orders:a1\"}]}");

    assertThat(run("start", "orders", "--name", "a1")).isZero();

    assertThat(out).hasToString("embedded:orders:a1\n");
  }

  @Test
  void start_ofAnExecutionThatFailsAtOnce_findsItsIdByName() {
    server.answer(
        "POST /stepgate/machines/orders/executions", 500, "{\"title\":\"Internal Server Error\"}");
    server.answer(
        "GET /stepgate/executions?machine=orders&limit=100",
        200,
        "{\"executions\":[{\"id\":\"embedded:orders:a1\"}]}");
    server.answer("GET " + ONE, 200, FAILED);

    assertThat(run("start", "orders", "--name", "a1", "--wait", "5"))
        .isEqualTo(ExitCode.EXECUTION_FAILED);

    assertThat(out.toString()).contains("status    FAILED\n");
  }

  @Test
  void start_ofAnUnknownMachine_namesIt() {
    server.answer(
        "POST /stepgate/machines/none/executions",
        404,
        "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"There is no\\nsuch machine.\"}");
    server.answer("GET /stepgate/executions?machine=none&limit=100", 200, "{\"executions\":[]}");

    int exit = run("start", "none");

    assertThat(exit).isEqualTo(ExitCode.REFUSED);
    assertThat(err)
        .hasToString("stepgate: there is no state machine 'none', or you may not see it\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"describe", "history", "stop", "redrive"})
  void unknownExecution_isNamed(String command) {
    String path = "/stepgate/executions/embedded%3Aorders%3Anone";
    String problem = "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"There is nothing.\"}";
    server.answer("GET " + path, 404, problem);
    server.answer("GET " + path + "/history?limit=1000", 404, problem);
    server.answer("GET " + path + "/history?limit=100", 404, problem);
    server.answer("POST " + path + "/stop", 404, problem);
    server.answer("POST " + path + "/redrive", 404, problem);

    assertThat(run(command, "embedded:orders:none")).isEqualTo(ExitCode.REFUSED);

    assertThat(err)
        .hasToString(
            "stepgate: there is no execution 'embedded:orders:none', or you may not see it\n");
  }

  @Test
  void executionIdOfAnotherForm_isToldTheForm() {
    server.answer("GET /stepgate/executions/a%1B1", 404, "{\"title\":\"Not Found\"}");

    assertThat(run("describe", "a\u001b1")).isEqualTo(ExitCode.REFUSED);

    assertThat(err)
        .hasToString(
            "stepgate: there is no execution 'a\\u001b1': an ID has the form"
                + " engine:machine:name\n");
  }

  @Test
  void start_withAWait_asksForTheResultAndShowsTheEnd() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);
    server.answer("GET " + ONE, 200, RUNNING).answer("GET " + ONE, 200, SUCCEEDED);
    server.answer("GET " + ONE + "/result", 200, "[1]");

    int exit = run("start", "orders", "--wait", "7", "--name", "a1");

    assertThat(exit).isZero();
    assertThat(server.requests()).contains("GET " + ONE + "/result [wait=7]");
    assertThat(out)
        .hasToString(
            """
            id        embedded:orders:a1
            status    SUCCEEDED
            machine   arn:aws:states:us-east-1:123456789012:stateMachine:orders
            arn       arn:aws:states:us-east-1:123456789012:execution:orders:a1
            started   2026-01-31 12:00:00
            ended     2026-01-31 12:00:01
            took      1.3 s

            input:
            {
              "sku": "A1"
            }

            output:
            [
              1
            ]
            """);
  }

  @Test
  void start_withAWaitOverTheLongest_asksAgain() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);
    server.answer("GET " + ONE, 200, RUNNING);
    server.answer("GET " + ONE + "/result", 202, STARTED);

    int exit = run("start", "orders", "--wait", "120");

    assertThat(exit).isZero();
    assertThat(server.requests().stream().filter(request -> request.contains("/result")))
        .containsExactly(
            "GET " + ONE + "/result [wait=50]",
            "GET " + ONE + "/result [wait=50]",
            "GET " + ONE + "/result [wait=20]");
    assertThat(out.toString()).contains("status    RUNNING\n");
  }

  @Test
  void start_followed_showsEachEventOnceAndTheOutput() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);
    String history = "GET " + ONE + "/history?limit=100";
    server.answer(history, 200, "{\"events\":[" + EVENT_1 + "," + EVENT_2 + "]}");
    server.answer(
        history,
        200,
        "{\"events\":[" + EVENT_1 + "," + EVENT_2 + "," + EVENT_3 + "],\"nextPageToken\":\"t\"}");
    server.answer(history + "&pageToken=t", 200, "{\"events\":[" + EVENT_4 + "]}");
    server.answer("GET " + ONE, 200, SUCCEEDED);

    int exit = run("start", "orders", "--follow", "--name", "a1");

    assertThat(exit).isZero();
    assertThat(out)
        .hasToString(
            """
            execution embedded:orders:a1
            12:00:00.300  entered  Price  (Task)
            12:00:00.950  exited   Price  650 ms
            12:00:01.601  succeeded execution  1.3 s
            [
              1
            ]
            """);
  }

  @Test
  void start_followedForPrograms_printsALineOfJsonForEachEvent() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);
    server.answer(
        "GET " + ONE + "/history?limit=100", 200, "{\"events\":[" + EVENT_1 + "," + EVENT_4 + "]}");
    server.answer("GET " + ONE, 200, FAILED);

    int exit = run("start", "orders", "--follow", "-o", "json");

    assertThat(exit).isEqualTo(ExitCode.EXECUTION_FAILED);
    assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"id\":"));
  }

  @Test
  void start_followedWithoutAHistory_endsWithTheExecution() {
    server.answer("POST /stepgate/machines/orders/executions", 202, STARTED);
    server.answer("GET " + ONE + "/history?limit=100", 200, "{\"events\":[]}");
    server.answer("GET " + ONE, 200, SUCCEEDED);

    assertThat(run("start", "orders", "--follow")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {              | the input is not JSON
          @/no/such/file | the input cannot be read
          """)
  void start_withABadInput_isAFaultOfTheCommandLine(String input, String message) {
    assertThat(run("start", "orders", "--input", input)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("stepgate: " + message);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void describe_showsAFailureEscaped() {
    server.answer("GET " + ONE, 200, FAILED);

    assertThat(run("describe", "embedded:orders:a1")).isZero();

    assertThat(out.toString())
        .contains("took      1 m 29 s\nerror     E\ncause     a\\u001b[31m\n");
  }

  @Test
  void describe_asJson_printsWhatTheServerSays() {
    server.answer("GET " + ONE, 200, "{\"id\":\"x\",\"odd\":\"\\u009b\"}");

    assertThat(run("describe", "embedded:orders:a1", "--output", "json")).isZero();

    assertThat(out).hasToString("{\n  \"id\": \"x\",\n  \"odd\": \"\\u009b\"\n}\n");
  }

  @Test
  void list_isATableOfAllPagesUpToTheLimit() {
    server.answer(
        "GET /stepgate/executions?machine=orders&status=FAILED&since=2026-01-01T00%3A00%3A00Z&limit=2",
        200, "{\"executions\":[" + FAILED + "],\"nextPageToken\":\"p 2\"}");
    server.answer(
        "GET /stepgate/executions?machine=orders&status=FAILED&since=2026-01-01T00%3A00%3A00Z&limit=1"
            + "&pageToken=p%202",
        200, "{\"executions\":[" + RUNNING + "],\"nextPageToken\":\"p3\"}");

    int exit =
        run(
            "list",
            "--machine",
            "orders",
            "--status",
            "failed",
            "--since",
            "2026-01-01T00:00:00Z",
            "--limit",
            "2");

    assertThat(exit).isZero();
    assertThat(out)
        .hasToString(
            """
            ID                  STATUS   STARTED              TOOK      ERROR
            embedded:orders:a1  FAILED   2026-01-31 12:00:00  1 m 29 s  E
            embedded:orders:a1  RUNNING  2026-01-31 12:00:00
            """);
  }

  @Test
  void history_isATable() {
    server.answer(
        "GET " + ONE + "/history?reverse=true&limit=100",
        200,
        "{\"events\":[" + EVENT_3 + "," + EVENT_2 + "]}");

    assertThat(run("history", "embedded:orders:a1", "--reverse")).isZero();

    assertThat(out)
        .hasToString(
            """
            ID  TIME          TYPE              ABOUT
            3   12:00:00.950  TaskStateExited   Price
            2   12:00:00.300  TaskStateEntered  Price
            """);
  }

  @Test
  void redrive_showsTheExecution() {
    server.answer("POST " + ONE + "/redrive", 200, FAILED.replace("FAILED", "RUNNING"));

    assertThat(run("redrive", "embedded:orders:a1")).isZero();
  }

  @Test
  void stop_sendsErrorAndCause() {
    server.answer("POST " + ONE + "/stop", 200, FAILED.replace("FAILED", "ABORTED"));

    assertThat(run("stop", "embedded:orders:a1", "--error", "E", "--cause", "c d")).isZero();

    assertThat(server.requests().getFirst()).endsWith(" {\"error\":\"E\",\"cause\":\"c d\"}");
    assertThat(out.toString()).contains("status    ABORTED\n");
  }

  @ParameterizedTest
  @CsvSource({"400,65", "403,65", "404,65", "422,65", "500,69", "503,69"})
  void errors_endWithTheCodeOfTheirClass(int status, int exit) {
    server.answer("GET " + ONE, status, "<html>");

    assertThat(run("describe", "embedded:orders:a1")).isEqualTo(exit);

    assertThat(err).hasToString("stepgate: the server answered " + status + "\n");
  }

  @Test
  void noServer_isUnavailable() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    int exit = execute("list", "--url", "http://127.0.0.1:" + port);

    assertThat(exit).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(err.toString()).contains("nothing answers; is Stepgate up?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "127.0.0.1:8080", "http://", "http://x?y", "http://a b"})
  void aBadUrl_isAFaultOfTheCommandLine(String url) {
    assertThat(execute("list", "--url", url)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).startsWith("stepgate: expected a URL such as ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "describe", "list --limit 0", "list --status ODD", "-x"})
  void aBadCommandLine_isCode2(String line) {
    assertThat(execute(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "start", "describe", "history", "list", "stop", "completion"})
  void help_isThereForEachCommand(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: stepgate " + command);
  }

  @Test
  void version_isPrinted() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString()).startsWith("stepgate ");
  }

  @Test
  void completion_isAScriptThatKnowsTheCommands() {
    assertThat(execute("completion")).isZero();
    assertThat(out.toString()).contains("complete -F", "describe", "--follow");
  }

  @Test
  void check_ofAGoodDirectory_saysSo(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("stepgate.yaml"), "# none");
    Files.createDirectory(directory.resolve("policies"));

    assertThat(execute("check", directory.toString())).isZero();

    assertThat(out)
        .hasToString(directory + " is fine: 0 state machines, 0 routes, 0 files of policies\n");
  }

  @Test
  void check_ofWarnings_printsEachAndIsCode0(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("stepgate.yaml"), "approvals:\n  release: {approvers: {security: 1}}\n");

    assertThat(execute("check", directory.toString())).isZero();

    assertThat(out)
        .hasToString(
            "policies:1:1: warning: there is no such directory: without --demo everything is"
                + " denied\n"
                + "stepgate.yaml:2:3: warning: no state machine here has a task of the activity"
                + " 'release'\n"
                + directory
                + " is fine: 0 state machines, 0 routes, 2 warnings\n");
  }

  @Test
  void check_ofFaults_printsEachAndIsCode78(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("stepgate.yaml"), "\"odd\\e\": 1\nmachines:\n  a:\n");

    assertThat(execute("check", directory.toString())).isEqualTo(ExitCode.CONFIG);

    assertThat(out.toString().lines())
        .containsExactly(
            out.toString().lines().findFirst().orElseThrow(),
            "stepgate.yaml:3:3: there is no machines/a.asl.json",
            "2 faults");
    assertThat(out.toString()).startsWith("stepgate.yaml:1:1: unknown key 'odd\\u001b'");
  }

  private static final String EVENT_1 =
      "{\"id\":1,\"previousEventId\":0,\"timestamp\":1769860800.25,\"type\":\"ExecutionStarted\"}";
  private static final String EVENT_2 =
      "{\"id\":2,\"previousEventId\":1,\"timestamp\":1769860800.3,\"type\":\"TaskStateEntered\","
          + "\"stateEnteredEventDetails\":{\"name\":\"Price\",\"input\":\"{}\"}}";
  private static final String EVENT_3 =
      "{\"id\":3,\"previousEventId\":2,\"timestamp\":1769860800.95,\"type\":\"TaskStateExited\","
          + "\"stateExitedEventDetails\":{\"name\":\"Price\",\"output\":\"{}\"}}";
  private static final String EVENT_4 =
      "{\"id\":4,\"previousEventId\":3,\"timestamp\":1769860801.601,\"type\":\"ExecutionSucceeded\"}";
}
