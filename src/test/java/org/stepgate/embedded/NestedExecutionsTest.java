package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.StoreClock;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;

/// Executions that start others, in a pool of workers that share nothing but the store.
@Timeout(120)
final class NestedExecutionsTest {
  private static final String CHILD_ARN =
      "arn:aws:states:us-east-1:123456789012:stateMachine:child";
  private static final String CHILD =
      """
      {"StartAt":"P","States":{
        "P":{"Type":"Pass","Result":{"done":true},"End":true}}}\
      """;
  private static final String WAITING =
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}\
      """;

  private static final String SYNC_TOKEN =
      """
      {"StartAt":"Nest","States":{
        "Nest":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync",
          "Parameters":{"StateMachineArn":"%s","Input":{"token.$":"$$.Task.Token"}},
          "End":true}}}\
      """
          .formatted(CHILD_ARN.replace(":child", ":waiting"));

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;

  @BeforeEach
  void open() throws Exception {
    pool =
        new Pool(folder)
            .standard("child", CHILD)
            .express("fast-child", CHILD)
            .standard("waiting", WAITING)
            .standard("start", parent("arn:aws:states:::states:startExecution"))
            .standard("sync", parent("arn:aws:states:::states:startExecution.sync"))
            .standard("sync2", parent("arn:aws:states:::states:startExecution.sync:2"))
            .standard("token", parent("arn:aws:states:::states:startExecution.waitForTaskToken"))
            .standard("sdk", parent("arn:aws:states:::aws-sdk:sfn:startExecution"))
            .standard("sdk-sync", parent("arn:aws:states:::aws-sdk:sfn:startSyncExecution"))
            .standard("sync-token", SYNC_TOKEN)
            .standard("sdk-success", sdk("sendTaskSuccess"));
    one = pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static String parent(String resource) {
    return """
    {"StartAt":"Nest","States":{
      "Nest":{"Type":"Task","Resource":"%s","End":true}}}\
    """
        .formatted(resource);
  }

  private static String sdk(String action) {
    return parent("arn:aws:states:::aws-sdk:sfn:" + action);
  }

  private static String input(String machine, String more) {
    return "{\"StateMachineArn\":\"%s\"%s}"
        .formatted(CHILD_ARN.replace(":child", ':' + machine), more);
  }

  private ExecutionDescription run(String machine, String name, String input) throws Exception {
    one.start(machine, name, input);
    return one.ended(machine, name);
  }

  private static JsonObject object(String text) {
    return (JsonObject) Pool.json(text);
  }

  @Test
  void start_requestResponse_givesTheArnAndEndsAtOnce() throws Exception {
    var ended = run("start", "n", input("waiting", ",\"Name\":\"c\",\"Input\":{\"a\":1}"));

    JsonObject output = object(ended.output());
    assertThat(output.string("ExecutionArn"))
        .isEqualTo("arn:aws:states:us-east-1:123456789012:execution:waiting:c");
    assertThat(output.members().keySet())
        .containsExactlyInAnyOrder(
            "ExecutionArn", "StartDate", "SdkHttpMetadata", "SdkResponseMetadata");
    assertThat(one.engine.describe(Pool.id("waiting", "c")).orElseThrow().input())
        .isEqualTo("{\"a\":1}");
    assertThat(one.types("start", "n"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void sync_childSucceeds_givesItsDescriptionWithTexts() throws Exception {
    var ended = run("sync", "n", input("child", ",\"Name\":\"c\",\"Input\":null"));

    JsonObject output = object(ended.output());
    assertThat(output.string("Output")).isEqualTo("{\"done\":true}");
    assertThat(output.string("Input")).isEqualTo("{}");
    assertThat(output.string("Status")).isEqualTo("SUCCEEDED");
    assertThat(output.string("Name")).isEqualTo("c");
    assertThat(output.string("StateMachineArn")).isEqualTo(CHILD_ARN);
    assertThat(one.types("sync", "n")).isEqualTo(Pool.SUBMITTED_TASK);
  }

  @Test
  void sync2_childSucceeds_givesItsDescriptionWithValues() throws Exception {
    var ended = run("sync2", "n", input("child", ",\"Input\":\"[1, 2]\""));

    JsonObject output = object(ended.output());
    assertThat(output.get("Output")).isEqualTo(object("{\"done\":true}"));
    assertThat(output.get("Input")).isEqualTo(Pool.json("[1,2]"));
    assertThat(one.events("sync2", "n").get(2).toString())
        .contains("\"resourceType\":\"states\",\"resource\":\"startExecution.sync:2\"");
  }

  @Test
  void sync_childFails_failsWithItsDescription() throws Exception {
    one.start("sync", "n", input("waiting", ",\"Name\":\"c\""));
    one.end(one.nextCall(), new TaskOutcome.Failed("Mine", "because"));

    var ended = one.ended("sync", "n");
    assertThat(ended.error()).isEqualTo("States.TaskFailed");
    JsonObject cause = object(ended.cause());
    assertThat(cause.string("Error")).isEqualTo("Mine");
    assertThat(cause.string("Cause")).isEqualTo("because");
    assertThat(cause.string("Status")).isEqualTo("FAILED");
  }

  @Test
  void sync_parentIsStopped_stopsTheChild() throws Exception {
    one.start("sync", "n", input("waiting", ",\"Name\":\"c\""));
    one.nextCall();

    one.engine.stop(Pool.id("sync", "n"), null, null);

    assertThat(one.ended("waiting", "c").status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void sync_childEndsAtAnotherWorker_theParentGoesOn() throws Exception {
    Pool.Worker two = pool.worker();
    one.start("sync", "n", input("waiting", ",\"Name\":\"c\""));
    TaskCall call = one.nextCall();
    two.engine.stop(Pool.id("waiting", "c"), "Stopped", "there");

    assertThat(object(one.ended("sync", "n").cause()).string("Status")).isEqualTo("ABORTED");
    assertThat(call.identity().executionArn()).endsWith(":waiting:c");
  }

  @Test
  void sync_workerDies_theHeirFindsTheChildThatWasStarted() throws Exception {
    Pool.Worker two = pool.worker();
    two.start("sync", "n", input("waiting", ""));
    two.nextCall();
    two.close();
    StoreClock clock = StoreClock.system();
    var left =
        one.store
            .write(
                new Write.RetireWorker(
                    two.id, one.id, "boot", clock.monotonicNanos(), clock.wall()))
            .get();
    one.engine.takeOver((Write.RetireOutcome.Retired) left);

    one.succeed(one.nextCall(), "5");

    assertThat(object(one.ended("sync", "n").output()).string("Output")).isEqualTo("5");
    assertThat(one.types("sync", "n")).containsOnlyOnce("TaskSubmitted");
  }

  @Test
  void token_childStarted_waitsForTheToken() throws Exception {
    one.start("token", "n", input("child", ""));
    while (!one.types("token", "n").contains("TaskSubmitted")) {
      Thread.onSpinWait();
    }

    assertThat(one.engine.describe(Pool.id("token", "n")).orElseThrow().status())
        .isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void start_sameNameTwice_isAlreadyThere() throws Exception {
    String twice = input("child", ",\"Name\":\"c\"");
    run("sync", "n1", twice);

    var ended = run("sync", "n2", twice);

    assertThat(ended.error()).isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
    assertThat(ended.cause())
        .startsWith(
            "Execution Already Exists: 'arn:aws:states:us-east-1:123456789012:execution:child:c'"
                + " (Service: AWSStepFunctions; Status Code: 400; Error Code:"
                + " ExecutionAlreadyExists; Request ID: ");
  }

  @Test
  void start_badArguments_areFailuresOfTheTask() throws Exception {
    assertThat(run("sync", "n1", input("none", "")).error())
        .isEqualTo("StepFunctions.StateMachineDoesNotExistException");
    assertThat(run("sync", "n2", input("child", ",\"Input\":\"{\"")).error())
        .isEqualTo("StepFunctions.InvalidExecutionInputException");
    assertThat(run("sync", "n3", input("child", ",\"Name\":\"a b\"")).error())
        .isEqualTo("StepFunctions.InvalidNameException");
    assertThat(run("sync", "n4", "{\"StateMachineArn\":null}").error())
        .isEqualTo("StepFunctions.ValidationException");
    assertThat(run("sdk-sync", "n5", input("child", "")).error())
        .isEqualTo("Sfn.StateMachineTypeNotSupportedException");
  }

  @Test
  void start_unknownOrMissingFields_startsNothing() throws Exception {
    String misspelt = input("child", ",\"input\":\"{}\"");

    var unknown = run("sync", "n1", misspelt);
    var missing = run("sync", "n2", "{}");
    var action = run("sdk-success", "n3", "{\"TaskToken\":\"none\"}");

    assertThat(List.of(unknown.error(), missing.error(), action.error()))
        .containsOnly("States.Runtime");
    assertThat(unknown.cause())
        .isEqualTo(
            "The Parameters '%s' could not be used to start the Task: [The field \"input\" is not supported by Step Functions]"
                .formatted(misspelt));
    assertThat(missing.cause())
        .endsWith("[The field \"StateMachineArn\" is required but was missing]");
    assertThat(action.cause()).endsWith("[The field \"Output\" is required but was missing]");
  }

  @Test
  void sdk_startExecution_givesArnAndDate() throws Exception {
    JsonObject output = object(run("sdk", "n", input("child", "")).output());

    assertThat(output.members().keySet()).containsExactly("ExecutionArn", "StartDate");
    assertThat(output.string("StartDate")).matches("20\\d\\d-.*Z");
  }

  @Test
  void sdk_startSyncExecution_givesTheOutput() throws Exception {
    JsonObject output = object(run("sdk-sync", "n", input("fast-child", "")).output());

    assertThat(output.string("Output")).isEqualTo("{\"done\":true}");
  }

  @Test
  void sdk_sendTaskSuccess_badToken_failsWithItsName() throws Exception {
    var ended = run("sdk-success", "n", "{\"TaskToken\":\"none\",\"Output\":\"no JSON\"}");

    assertThat(ended.error()).isEqualTo("Sfn.InvalidTokenException");
    assertThat(ended.cause())
        .matches(
            "Invalid Token: 'Invalid token' \\(Service: Sfn, Status Code: 400, Request ID:"
                + " [0-9a-f-]{36}\\) \\(SDK Attempt Count: 1\\)");
  }

  @Test
  void sdk_sendTaskSuccess_outputIsAValue_endsAJobThatStillRuns() throws Exception {
    one.start("sync-token", "n", "{}");
    TaskCall call = one.nextCall();
    String token = ((JsonObject) call.arguments()).string("token");

    run("sdk-success", "m", "{\"TaskToken\":\"%s\",\"Output\":{\"x\":1}}".formatted(token));

    assertThat(one.ended("sync-token", "n").output()).isEqualTo("{\"x\":1}");
    String child = call.identity().executionArn();
    assertThat(one.ended("waiting", child.substring(child.lastIndexOf(':') + 1)).status())
        .isEqualTo(ExecutionStatus.ABORTED);
  }
}
