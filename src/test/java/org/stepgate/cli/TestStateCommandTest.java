package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `stepgate test-state`, from the command line to what is printed.
class TestStateCommandTest {
  private static final String MACHINE =
      """
      StartAt: Ask
      States:
        Ask:
          Type: Task
          Resource: arn:aws:states:::events:putEvents
          Parameters: {Entries.$: $.entries}
          ResultPath: $.sent
          Retry: [{ErrorEquals: [Busy], MaxAttempts: 1}]
          Next: Done
        Done: {Type: Pass, End: true}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path machine = Path.of("");

  @BeforeEach
  void write() throws IOException {
    machine = Files.writeString(folder.resolve("machine.yaml"), MACHINE);
  }

  private int run(String... args) {
    var all = new ArrayList<>(List.of("test-state"));
    all.addAll(List.of(args));
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void testState_mockedTask_showsItsEnd() {
    int exit =
        run(
            machine.toString(),
            "-s",
            "Ask",
            "-i",
            "{\"entries\":[]}",
            "-m",
            "{\"FailedEntryCount\":0}");

    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(out)
        .hasToString(
            """
            FIELD      VALUE
            status     SUCCEEDED
            nextState  Done

            output:
            {
              "entries": [],
              "sent": {
                "FailedEntryCount": 0
              }
            }
            """);
  }

  @Test
  void testState_debugAsJson_showsTheSteps() {
    int exit =
        run(
            machine.toString(),
            "-s",
            "Ask",
            "-i",
            "{\"entries\":[]}",
            "-e",
            "Busy",
            "-l",
            "debug",
            "-o",
            "json",
            "--retrier-retry-count",
            "1");

    assertThat(exit).isEqualTo(ExitCode.EXECUTION_FAILED);
    assertThat(out.toString().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"status\":\"FAILED\",\"error\":\"Busy\",\"inspectionData\":{\"input\":{\"entries\":[]},"
                + "\"afterInputPath\":{\"entries\":[]},\"afterParameters\":{\"Entries\":[]},"
                + "\"errorDetails\":{\"retryIndex\":0}}}");
  }

  @Test
  void testState_stateAlone_takesFilesAndVariables() throws IOException {
    Path state =
        Files.writeString(
            folder.resolve("state.json"),
            """
            {"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input.n + $x %}","End":true}
            """);
    Path input = Files.writeString(folder.resolve("input.json"), "{\"n\":1}");

    int exit = run(state.toString(), "-i", "@" + input, "--variables", "{\"x\":2}");

    assertThat(exit).isZero();
    assertThat(out.toString()).endsWith("\noutput:\n3\n");
  }

  @Test
  void testState_traceOfAnHttpTask_showsRequestAndResponse() throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();
    Files.writeString(
        config.resolve("stepgate.yaml"),
        """
        tasks:
          http:
            allowed-hosts: ["127.0.0.1:%1$d"]
            allowed-private: ["127.0.0.1:%1$d"]
            connections:
              shop: {headers: {X-Token: t0ken}}
        """
            .formatted(port));
    Path state =
        Files.writeString(
            folder.resolve("state.json"),
            """
            {"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,"Parameters":{
              "Method":"GET","ApiEndpoint":"http://127.0.0.1:%d/a",
              "Authentication":{"ConnectionArn":"shop"}}}
            """
                .formatted(port));
    String role = "arn:aws:iam::123456789012:role/r";

    try {
      int exit =
          run(state.toString(), "--role-arn", role, "-l", "trace", "--config", config.toString());

      assertThat(err.toString()).isEmpty();
      assertThat(exit).isZero();
      assertThat(out.toString())
          .contains("\"url\": \"http://127.0.0.1:" + port + "/a\"")
          .contains("\"statusCode\": \"200\"")
          .contains("\"body\": \"hi\"")
          .doesNotContain("t0ken");

      int revealed =
          run(
              state.toString(),
              "--role-arn",
              role,
              "-l",
              "trace",
              "--reveal-secrets",
              "--config",
              config.toString());

      assertThat(revealed).isZero();
      assertThat(out.toString()).contains("X-Token: t0ken");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void testState_faultyConfiguration_isToldWithItsFaults() throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    Files.writeString(config.resolve("stepgate.yaml"), "nonsense: 1\n");

    int exit = run(machine.toString(), "-s", "Ask", "--config", config.toString());

    assertThat(exit).isEqualTo(ExitCode.CONFIG);
    assertThat(err.toString()).contains("nonsense");
  }

  @Test
  void testState_dataOfAnItemReader_showsItemsAndBatches() throws IOException {
    Path state =
        Files.writeString(
            folder.resolve("state.json"),
            """
            {"Type":"Map","End":true,
             "ItemReader":{"Resource":"arn:aws:states:::s3:getObject",
               "ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"},
               "Parameters":{"Bucket":"b","Key":"k.csv"}},
             "ItemBatcher":{"MaxItemsPerBatch":2},
             "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
               "StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}
            """);

    int exit =
        run(
            state.toString(),
            "-m",
            "[]",
            "-l",
            "debug",
            "-o",
            "json",
            "--map-item-reader-data",
            "@" + Files.writeString(folder.resolve("items.csv"), "n\n1\n2\n3\n"));

    assertThat(exit).isZero();
    assertThat(out.toString().replaceAll("\\s", ""))
        .contains("\"afterItemsPath\":[{\"n\":\"1\"},{\"n\":\"2\"},{\"n\":\"3\"}]")
        .contains(
            "\"afterItemBatcher\":[{\"Items\":[{\"n\":\"1\"},{\"n\":\"2\"}]},"
                + "{\"Items\":[{\"n\":\"3\"}]}]");
  }

  @Test
  void testState_resultDoesNotFit_isRefused() {
    int exit = run(machine.toString(), "-s", "Ask", "-m", "{\"FailedEntryCount\":\"none\"}");

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Field 'FailedEntryCount' must be a number");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void testState_faultyDefinition_isConfigurationFault() throws IOException {
    Path state = Files.writeString(folder.resolve("state.json"), "{\"Type\":\"Pass\"}");

    int exit = run(state.toString());

    assertThat(exit).isEqualTo(ExitCode.CONFIG);
    assertThat(err.toString()).contains("Next, End");
  }

  @Test
  void testState_noSuchFile_isRefused() {
    assertThat(run(folder.resolve("none.json").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("the definition cannot be read");
  }
}
