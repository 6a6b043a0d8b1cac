package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.Redrives.Redrive;
import org.stepgate.workflow.StatesArn;

/// What becomes of the results of whole map runs: files of a ResultWriter, and the state's output.
@Timeout(120)
final class MapRunResultsTest {
  private static final String PASS = "{\"Type\": \"Pass\", \"End\": true}";
  private static final String TASK =
      "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::http:invoke\", \"End\": true}";
  private static final String TO_BUCKET =
      "\"Resource\": \"arn:aws:states:::s3:putObject\","
          + " \"Parameters\": {\"Bucket\": \"b\", \"Prefix\": \"p/q\"}";

  @TempDir Path folder;
  private final StandInBucket bucket = new StandInBucket();
  private Pool pool;

  private Pool.Worker worker(String fields, String state) throws Exception {
    pool =
        new Pool(folder)
            .objects(bucket)
            .standard(
                "m", MapRunsTest.machine("STANDARD", "\"Label\": \"L\", " + fields + ",", state));
    return pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static String writer(String fields) {
    return "\"ResultWriter\": {" + fields + "}";
  }

  private static String config(String transformation, String outputType) {
    return "\"WriterConfig\": {\"Transformation\": \"%s\", \"OutputType\": \"%s\"}"
        .formatted(transformation, outputType);
  }

  private static String runArn(Pool.Worker worker) {
    var arn =
        (StatesArn.Execution)
            StatesArn.parse(worker.engine.describe(Pool.id("m", "one")).orElseThrow().arn());
    return worker.engine.mapRuns().list(arn, PageRequest.FIRST).items().getFirst().arn();
  }

  private static String folder(String runArn) {
    return "p/q/" + runArn.substring(runArn.lastIndexOf(':') + 1) + '/';
  }

  @Test
  void run_resultWriter_writesManifestAndDescribedChildren() throws Exception {
    Pool.Worker worker = worker(writer(TO_BUCKET), PASS);

    worker.start("m", "one", "[{\"a\": 1}, 2]");

    ExecutionDescription ended = worker.ended("m", "one");
    String run = runArn(worker);
    String files = folder(run);
    assertThat(ended.output())
        .isEqualTo(
            "{\"MapRunArn\":\"%s\",\"ResultWriterDetails\":{\"Bucket\":\"b\",\"Key\":\"%smanifest.json\"}}"
                .formatted(run, files));
    assertThat(bucket.objects)
        .containsOnlyKeys(files + "SUCCEEDED_0.json", files + "manifest.json");
    String succeeded = bucket.objects.get(files + "SUCCEEDED_0.json");
    assertThat(bucket.objects.get(files + "manifest.json"))
        .isEqualTo(
            """
            {"DestinationBucket":"b","MapRunArn":"%s","ResultFiles":{"FAILED":[],"PENDING":[],\
            "SUCCEEDED":[{"Key":"%sSUCCEEDED_0.json","Size":%d}]}}\
            """
                .formatted(run, files, succeeded.length()));
    var children = (JsonArray) bucket.json(files + "SUCCEEDED_0.json");
    assertThat(children.size()).isEqualTo(2);
    var first = (JsonObject) children.get(0);
    assertThat(first.members().sequencedKeySet())
        .containsExactly(
            "ExecutionArn",
            "Input",
            "InputDetails",
            "Name",
            "Output",
            "OutputDetails",
            "RedriveCount",
            "RedriveStatus",
            "RedriveStatusReason",
            "StartDate",
            "StateMachineArn",
            "Status",
            "StopDate");
    assertThat(first.string("ExecutionArn")).contains(":execution:m/L:");
    assertThat(first.string("StateMachineArn")).endsWith(":stateMachine:m/L");
    assertThat(first.string("Input")).isEqualTo("{\"a\":1}");
    assertThat(first.string("Output")).isEqualTo("{\"a\":1}");
    assertThat(first.get("OutputDetails")).hasToString("{\"Included\":true}");
    assertThat(first.string("RedriveStatus")).isEqualTo("NOT_REDRIVABLE");
    assertThat(first.string("RedriveStatusReason"))
        .isEqualTo("Execution is SUCCEEDED and cannot be redriven");
    assertThat(first.string("StartDate")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
  }

  @Test
  void run_thatFails_writesWhatFailedAndWhatWasNeverStarted() throws Exception {
    Pool.Worker worker =
        worker(
            "\"MaxConcurrency\": 1," + writer(TO_BUCKET + "," + config("FLATTEN", "JSON")), TASK);
    worker.start("m", "one", "[0, 1, 2, 3]");
    worker.succeed(worker.nextCall(), "[10]");
    worker.end(worker.nextCall(), new TaskOutcome.Failed("E", "why"));

    assertThat(worker.ended("m", "one").error())
        .isEqualTo("States.ExceedToleratedFailureThreshold");

    String files = folder(runArn(worker));
    assertThat(bucket.objects.get(files + "SUCCEEDED_0.json")).isEqualTo("[10]");
    var failed = (JsonObject) ((JsonArray) bucket.json(files + "FAILED_0.json")).get(0);
    assertThat(failed.members().sequencedKeySet())
        .containsExactly(
            "Cause",
            "Error",
            "ExecutionArn",
            "Input",
            "InputDetails",
            "Name",
            "RedriveCount",
            "RedriveStatus",
            "StartDate",
            "StateMachineArn",
            "Status",
            "StopDate");
    assertThat(failed.string("Error")).isEqualTo("E");
    assertThat(failed.string("Cause")).isEqualTo("why");
    assertThat(failed.string("Status")).isEqualTo("FAILED");
    assertThat(bucket.objects.get(files + "PENDING_0.json"))
        .isEqualTo(
            "[{\"Input\":\"2\",\"InputDetails\":{\"Included\":true}},"
                + "{\"Input\":\"3\",\"InputDetails\":{\"Included\":true}}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COMPACT | JSON  | SUCCEEDED_0.json  | [[1,2],3]
          FLATTEN | JSON  | SUCCEEDED_0.json  | [1,2,3]
          COMPACT | JSONL | SUCCEEDED_0.jsonl | [1,2]/3/
          FLATTEN | JSONL | SUCCEEDED_0.jsonl | 1/2/3/
          """)
  void run_transformation_isThatOfTheFiles(
      String transformation, String outputType, String file, String content) throws Exception {
    Pool.Worker worker =
        worker(writer(TO_BUCKET + ", " + config(transformation, outputType)), PASS);

    worker.start("m", "one", "[[1, 2], 3]");

    worker.ended("m", "one");
    assertThat(bucket.objects.get(folder(runArn(worker)) + file))
        .isEqualTo(content.replace('/', '\n'));
  }

  @Test
  void run_noneAsJsonLines_isOneDescriptionALine() throws Exception {
    Pool.Worker worker = worker(writer(TO_BUCKET + ", " + config("NONE", "JSONL")), PASS);

    worker.start("m", "one", "[1, 2]");

    worker.ended("m", "one");
    assertThat(bucket.objects.get(folder(runArn(worker)) + "SUCCEEDED_0.jsonl").lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"ExecutionArn\":\"arn:aws:states:"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COMPACT | [[1,2],3]
          FLATTEN | [1,2,3]
          """)
  void run_writerWithoutResource_transformsTheOutput(String transformation, String output)
      throws Exception {
    Pool.Worker worker = worker(writer(config(transformation, "JSON")), PASS);

    worker.start("m", "one", "[[1, 2], 3]");

    assertThat(worker.ended("m", "one").output()).isEqualTo(output);
    assertThat(bucket.objects).isEmpty();
  }

  @Test
  void run_resultsThatCannotBeWritten_failsAndIsWrittenByARedrive() throws Exception {
    String elsewhere =
        "\"Resource\": \"arn:aws:states:::s3:putObject\","
            + " \"Parameters\": {\"Bucket\": \"gone\", \"Prefix\": \"p/q\"}";
    Pool.Worker worker = worker(writer(elsewhere), PASS);
    worker.start("m", "one", "[1, 2]");
    ExecutionDescription failed = worker.ended("m", "one");
    assertThat(failed.error()).isEqualTo("States.ResultWriterFailed");
    assertThat(failed.cause()).isEqualTo("There is no such bucket.");
    bucket.hasAny();

    worker.engine.redrive(new Redrive(Pool.id("m", "one"), null));

    assertThat(worker.ended("m", "one").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(bucket.objects).hasSize(2);
    assertThat(worker.types("m", "one")).containsSubsequence("MapRunFailed", "MapRunRedriven");
  }
}
