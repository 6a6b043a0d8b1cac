package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// What the operations about executions ask of the port, and how they write the answers.
class ExecutionOperationsTest extends OperationsFixture {
  @Test
  void startExecution_asksByArnAndAnswersWithTheStart() throws InterruptedException {
    port.answer("describe", detail(MachineType.STANDARD))
        .answer("run", new RunOutcome.Closed(execution(ExecutionStatus.SUCCEEDED), false));

    Object answer =
        answer(
            Operation.START_EXECUTION,
            "{'stateMachineArn':'%s','name':'e','input':'{ }','traceHeader':'Root=1'}"
                .formatted(MACHINE));

    assertThat(answer)
        .isEqualTo(json("{'executionArn':'%s','startDate':%s}".formatted(EXECUTION, SECONDS)));
    var request = (RunRequest) port.asked.getLast().getFirst();
    assertThat(request.machine()).isEqualTo(MACHINE);
    assertThat(request.name()).isEqualTo("e");
    assertThat(request.nameIsKey()).isFalse();
    assertThat(request.inputText()).isEqualTo("{ }");
    assertThat(request.traceparent()).isEqualTo("Root=1");
    assertThat(request.waitBudget()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'stateMachineArn':'A','name':'a b'} | InvalidName | Invalid Name: 'a b'
          {'stateMachineArn':'A','input':''} | InvalidExecutionInput | Invalid State Machine Execution Input: 'Invalid execution input.'
          {'stateMachineArn':'A','input':'not some json'} | InvalidExecutionInput | Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'
          """)
  void startExecution_ofABadRequest_startsNothing(String json, String code, String message) {
    port.answer("describe", detail(MachineType.STANDARD));

    var refusal =
        catchThrowableOfType(
            WorkflowException.class,
            () -> answer(Operation.START_EXECUTION, json.replace("'A'", "'" + MACHINE + "'")));

    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.text()).isEqualTo(message);
  }

  @Test
  void t18_replayOfAStartWithoutName_findsTheSameExecution() throws InterruptedException {
    var names = new ArrayList<String>();
    for (String input : List.of("{}", "{}")) {
      port.answer("describe", detail(MachineType.STANDARD))
          .answer("run", new RunOutcome.Closed(execution(ExecutionStatus.SUCCEEDED), true));
      answer(
          Operation.START_EXECUTION,
          "{'stateMachineArn':'%s','input':'%s'}".formatted(MACHINE, input));
      var request = (RunRequest) port.asked.getLast().getFirst();
      assertThat(request.nameIsKey()).isTrue();
      assertThat(request.fingerprint()).isNotNull();
      names.add(request.name());
    }

    assertThat(names.getFirst()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(names.getLast()).isEqualTo(names.getFirst());
    assertThat(UUID.fromString(names.getFirst()).version()).isEqualTo(8);
    assertThat(UUID.fromString(names.getFirst()).variant()).isEqualTo(2);
  }

  @Test
  void startExecution_ofTheSignatureOfAnotherCall_isOneOfItsOwn() throws InterruptedException {
    var fingerprints = new LinkedHashMap<String, String>();
    port.answer("describe", detail(MachineType.STANDARD))
        .with(
            "run",
            asked -> {
              var request = (RunRequest) asked.getFirst();
              String own = request.fingerprint();
              return fingerprints.computeIfAbsent(request.name(), _ -> own).equals(own)
                  ? new RunOutcome.Closed(execution(ExecutionStatus.SUCCEEDED), true)
                  : new RunOutcome.NameTaken(ID);
            });

    for (String invocation : List.of("first", "second", "third", "second", "first")) {
      proof = proof(true, invocation);
      answer(Operation.START_EXECUTION, "{'stateMachineArn':'%s'}".formatted(MACHINE));
    }

    assertThat(fingerprints).hasSize(3);
    assertThat(fingerprints.values()).doesNotHaveDuplicates();
  }

  @Test
  void t18_startOfAnOldSignatureByAnotherCall_isToBeSignedAnew() {
    proof = proof(false, "second");
    port.answer("describe", detail(MachineType.STANDARD))
        .answer("run", new RunOutcome.NameTaken(ID));

    var refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> answer(Operation.START_EXECUTION, "{'stateMachineArn':'%s'}".formatted(MACHINE)));

    assertThat(refusal.code()).isEqualTo("ThrottlingException");
  }

  @Test
  void startExecution_ofATakenName_namesTheExecution() {
    port.answer("describe", detail(MachineType.STANDARD))
        .answer("run", new RunOutcome.NameTaken(ID));

    var refusal =
        catchThrowableOfType(
            WorkflowException.class,
            () ->
                answer(
                    Operation.START_EXECUTION,
                    "{'stateMachineArn':'%s:live','name':'e'}".formatted(MACHINE)));

    assertThat(refusal.code()).isEqualTo("ExecutionAlreadyExists");
    assertThat(refusal.text()).isEqualTo("Execution Already Exists: '" + EXECUTION + "'");
  }

  static List<RunOutcome> refusals() {
    return List.of(
        new RunOutcome.Overloaded(Duration.ofSeconds(1)),
        new RunOutcome.OverLimit(List.of("running"), Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void startExecution_underOverloadOrOverALimit_isThrottled(RunOutcome refused) {
    port.answer("describe", detail(MachineType.STANDARD)).answer("run", refused);

    var refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> answer(Operation.START_EXECUTION, "{'stateMachineArn':'%s'}".formatted(MACHINE)));

    assertThat(refusal.code()).isEqualTo("ThrottlingException");
  }

  @Test
  void startSyncExecution_tellsTheEndAndTheBill() throws InterruptedException {
    port.answer("describe", detail(MachineType.EXPRESS))
        .answer("run", new RunOutcome.Closed(execution(ExecutionStatus.FAILED), false));

    var answer =
        (JsonObject)
            answer(Operation.START_SYNC_EXECUTION, "{'stateMachineArn':'%s'}".formatted(MACHINE));

    assertThat(answer.string("status")).isEqualTo("FAILED");
    assertThat(answer.string("error")).isEqualTo("E");
    assertThat(answer.get("outputDetails")).isEqualTo(json("{'included':true}"));
    assertThat(answer.get("billingDetails"))
        .isEqualTo(json("{'billedMemoryUsedInMB':64,'billedDurationInMilliseconds':200}"));
    assertThat(((RunRequest) port.asked.getLast().getFirst()).waitBudget())
        .isGreaterThan(Duration.ofMinutes(5));
  }

  @Test
  void startSyncExecution_ofMetadataOnly_leavesDataOut() throws InterruptedException {
    port.answer("describe", detail(MachineType.EXPRESS))
        .answer("run", new RunOutcome.Closed(execution(ExecutionStatus.SUCCEEDED), false));

    var answer =
        (JsonObject)
            answer(
                Operation.START_SYNC_EXECUTION,
                "{'stateMachineArn':'%s','includedData':'METADATA_ONLY'}".formatted(MACHINE));

    assertThat(answer.has("input") || answer.has("output")).isFalse();
    assertThat(answer.get("inputDetails")).isEqualTo(json("{'included':false}"));
  }

  @Test
  void startSyncExecution_ofAStandardMachine_isNotSupported() {
    port.answer("describe", detail(MachineType.STANDARD));

    var refusal =
        catchThrowableOfType(
            ApiException.class,
            () ->
                answer(
                    Operation.START_SYNC_EXECUTION, "{'stateMachineArn':'%s'}".formatted(MACHINE)));

    assertThat(refusal.code()).isEqualTo("StateMachineTypeNotSupported");
  }

  @Test
  void describeExecution_showsAllThatIsKnown() throws InterruptedException {
    port.answer("locate", Optional.of(ID))
        .answer("describe", Optional.of(execution(ExecutionStatus.FAILED)));

    assertThat(answer(Operation.DESCRIBE_EXECUTION, "{'executionArn':'%s'}".formatted(EXECUTION)))
        .isEqualTo(
            json(
                """
                {'executionArn':'%s','stateMachineArn':'%s','stateMachineVersionArn':'%s:1',
                'stateMachineAliasArn':'%s:live','name':'e','status':'FAILED','startDate':%s,
                'stopDate':1700000000.273,'redriveCount':1,'redriveDate':%s,'input':'{ }',
                'inputDetails':{'included':true},'error':'E','cause':'C',
                'traceHeader':'Root=1-5759e988-bd862e3fe1be46a994272793',
                'redriveStatus':'REDRIVABLE'}
                """
                    .formatted(EXECUTION, MACHINE, MACHINE, MACHINE, SECONDS, SECONDS)));
  }

  @Test
  void describeExecution_ofMetadataOnly_leavesDataOut() throws InterruptedException {
    port.answer("locate", Optional.of(ID))
        .answer("describe", Optional.of(execution(ExecutionStatus.SUCCEEDED)));

    var answer =
        (JsonObject)
            answer(
                Operation.DESCRIBE_EXECUTION,
                "{'executionArn':'%s','includedData':'METADATA_ONLY'}".formatted(EXECUTION));

    assertThat(answer.has("input") || answer.has("output")).isFalse();
    assertThat(answer.get("outputDetails")).isEqualTo(json("{'included':false}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          arn:aws:states:us-east-1:222222222222:execution:m:e | ExecutionDoesNotExist
          arn:aws:states:us-east-1:123456789012:execution:m:gone | ExecutionDoesNotExist
          arn:aws:states:us-east-1:123456789012:express:m:e:run | InvalidArn
          nonsense | InvalidArn
          """)
  void describeExecution_ofWhatIsNotThere_refuses(String arn, String code) {
    port.answer("locate", Optional.of(ID)).answer("describe", Optional.empty());

    var refusal =
        catchThrowableOfType(
            WorkflowException.class,
            () -> answer(Operation.DESCRIBE_EXECUTION, "{'executionArn':'%s'}".formatted(arn)));

    assertThat(refusal.code()).isEqualTo(code);
  }

  @Test
  void stopExecution_passesErrorAndCause() throws InterruptedException {
    port.answer("locate", Optional.of(ID))
        .answer("stop", Optional.of(execution(ExecutionStatus.ABORTED)));

    assertThat(
            answer(
                Operation.STOP_EXECUTION,
                "{'executionArn':'%s','error':'E','cause':'C'}".formatted(EXECUTION)))
        .isEqualTo(json("{'stopDate':1700000000.273}"));
    assertThat(port.asked.getLast()).containsExactly(ID, "E", "C");
  }

  @Test
  void redriveExecution_answersWithTheTime() throws InterruptedException {
    port.answer("locate", Optional.of(ID)).answer("redrive", TIME);

    assertThat(
            answer(
                Operation.REDRIVE_EXECUTION,
                "{'executionArn':'%s','clientToken':'t'}".formatted(EXECUTION)))
        .isEqualTo(json("{'redriveDate':%s}".formatted(SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(new Redrives.Redrive(ID, "t"));
  }

  @Test
  void getExecutionHistory_pagesByTokensOfItsOwn() throws InterruptedException {
    JsonObject event = json("{'id':1,'passDetails':{'input':'{}','name':'n'}}");
    port.answer("locate", Optional.of(ID))
        .answer("history", Optional.of(new HistoryPage(List.of(event), "7")));

    var first =
        (JsonObject)
            answer(
                Operation.GET_EXECUTION_HISTORY,
                "{'executionArn':'%s','maxResults':1,'includeExecutionData':false}"
                    .formatted(EXECUTION));
    String token = first.string("nextToken");
    answer(
        Operation.GET_EXECUTION_HISTORY,
        "{'executionArn':'%s','nextToken':'%s'}".formatted(EXECUTION, token));
    var other =
        catchThrowableOfType(
            WorkflowException.class,
            () ->
                answer(
                    Operation.GET_EXECUTION_HISTORY,
                    "{'executionArn':'%s','reverseOrder':true,'nextToken':'%s'}"
                        .formatted(EXECUTION, token)));

    assertThat(first.get("events").toString())
        .isEqualTo("[{\"id\":1,\"passDetails\":{\"name\":\"n\"}}]");
    assertThat(port.asked.get(1)).containsExactly(ID, false, 1, null);
    assertThat(port.asked.get(3)).containsExactly(ID, false, 100, "7");
    assertThat(other.text()).isEqualTo("Invalid Token: 'Invalid token'");
  }

  @Test
  void listExecutions_asksByArnAndStatus() throws InterruptedException {
    port.answer("describe", detail(MachineType.STANDARD))
        .answer("list", new ExecutionPage(List.of(execution(ExecutionStatus.SUCCEEDED)), null));

    var answer =
        (JsonObject)
            answer(
                Operation.LIST_EXECUTIONS,
                "{'stateMachineArn':'%s','statusFilter':'SUCCEEDED'}".formatted(MACHINE));

    assertThat(answer.toString())
        .contains("\"status\":\"SUCCEEDED\"", "\"redriveCount\":0")
        .doesNotContain("input", "output", "nextToken");
    assertThat(port.asked.getLast())
        .containsExactly(new ExecutionQuery(MACHINE, ExecutionStatus.SUCCEEDED, null, 100, null));
  }

  @Test
  void listExecutions_ofAMapRun_areItsChildren() throws InterruptedException {
    String run = PREFIX + "mapRun:m/label:run";
    port.answer(
        "children",
        new Page<>(
            List.of(new MapRuns.Child(execution(ExecutionStatus.SUCCEEDED), run, 3)), "next"));

    var answer =
        (JsonObject)
            answer(
                Operation.LIST_EXECUTIONS,
                "{'mapRunArn':'%s','statusFilter':'SUCCEEDED'}".formatted(run));

    assertThat(answer.toString()).contains("\"mapRunArn\":\"" + run, "\"itemCount\":3");
    assertThat(answer.string("nextToken")).isEqualTo("next");
    assertThat(port.asked.getLast())
        .containsExactly(
            StatesArn.mapRun(run), ExecutionStatus.SUCCEEDED, new PageRequest(100, null));
  }

  @ParameterizedTest
  @CsvSource({"REDRIVEN, FAILED", "NOT_REDRIVEN, SUCCEEDED"})
  void listExecutions_byRedrive_leavesTheOthersOutOfThePage(String filter, String status)
      throws InterruptedException {
    String run = PREFIX + "mapRun:m/label:run";
    var both = List.of(execution(ExecutionStatus.SUCCEEDED), execution(ExecutionStatus.FAILED));
    port.answer("describe", detail(MachineType.STANDARD))
        .answer("list", new ExecutionPage(both, "next"))
        .answer(
            "children",
            new Page<>(both.stream().map(one -> new MapRuns.Child(one, run, 1)).toList(), "next"));

    for (String of : List.of("'stateMachineArn':'" + MACHINE, "'mapRunArn':'" + run)) {
      var answer =
          (JsonObject)
              answer(Operation.LIST_EXECUTIONS, "{%s','redriveFilter':'%s'}".formatted(of, filter));

      assertThat((JsonArray) answer.get("executions")).hasSize(1);
      assertThat(answer.toString()).contains("\"status\":\"" + status + "\"");
      assertThat(answer.has("nextToken")).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"{}", "{'stateMachineArn':'a';'mapRunArn':'b'}"})
  void listExecutions_ofBothOrNeither_isRefused(String json) {
    var refusal =
        catchThrowableOfType(
            ApiException.class, () -> answer(Operation.LIST_EXECUTIONS, json.replace(';', ',')));

    assertThat(refusal.code()).isEqualTo("ValidationException");
  }

  @Test
  void describeExecution_ofAChild_namesItsMapRun() throws InterruptedException {
    String run = PREFIX + "mapRun:m/label:run";
    port.answer(
        "child", Optional.of(new MapRuns.Child(execution(ExecutionStatus.SUCCEEDED), run, 1)));

    var answer =
        (JsonObject)
            answer(
                Operation.DESCRIBE_EXECUTION,
                "{'executionArn':'%sexecution:m/label:e'}".formatted(PREFIX));

    assertThat(answer.string("mapRunArn")).isEqualTo(run);
  }

  @Test
  void listExecutions_thatWaitForARedrive_areNone() throws InterruptedException {
    port.answer("describe", detail(MachineType.STANDARD));

    assertThat(
            answer(
                Operation.LIST_EXECUTIONS,
                "{'stateMachineArn':'%s','statusFilter':'PENDING_REDRIVE'}".formatted(MACHINE)))
        .isEqualTo(json("{'executions':[]}"));
  }

  @Test
  void listExecutions_ofAnExpressMachine_isNotSupported() {
    port.answer("describe", detail(MachineType.EXPRESS));

    var refusal =
        catchThrowableOfType(
            ApiException.class,
            () -> answer(Operation.LIST_EXECUTIONS, "{'stateMachineArn':'%s'}".formatted(MACHINE)));

    assertThat(refusal.toJson().string("message"))
        .isEqualTo("This operation is not supported by this type of state machine");
  }
}
