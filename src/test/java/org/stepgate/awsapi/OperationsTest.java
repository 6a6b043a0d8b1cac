package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.AliasDetail;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.CreateMachine;
import org.stepgate.workflow.CreatedMachine;
import org.stepgate.workflow.Diagnostic;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineSummary;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.RedriveState;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.UpdateAlias;
import org.stepgate.workflow.UpdateMachine;
import org.stepgate.workflow.UpdatedMachine;
import org.stepgate.workflow.ValidateDefinition;
import org.stepgate.workflow.ValidationResult;
import org.stepgate.workflow.VersionSummary;
import org.stepgate.workflow.VersionWeight;
import org.stepgate.workflow.WorkflowException;

/// What each operation asks of the port, and how it writes the answer.
class OperationsTest {
  private static final String ACCOUNT = "123456789012";
  private static final String PREFIX = "arn:aws:states:us-east-1:" + ACCOUNT + ":";
  private static final String MACHINE = PREFIX + "stateMachine:m";
  private static final String EXECUTION = PREFIX + "execution:m:e";
  private static final String ACTIVITY = PREFIX + "activity:a";
  private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);
  private static final String SECONDS = "1700000000.123";
  private static final ExecutionId ID = new ExecutionId("embedded", "m", "e");

  private final FakePort port = new FakePort();
  private ApiConfig config = ApiConfig.defaults();

  private Object answer(Operation operation, String json) throws InterruptedException {
    var engine = FakeEngine.of(port);
    var handlers = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    handlers.putAll(new StartOperations(engine).all());
    handlers.putAll(new ExecutionOperations(engine).all());
    handlers.putAll(new MachineOperations(engine.machines()).all());
    handlers.putAll(new VersionOperations(engine.machines()).all());
    handlers.putAll(new TaskOperations(engine.tokens()).all());
    handlers.putAll(new ActivityOperations(engine.activities(), engine.machines(), config).all());
    handlers.putAll(new RedriveOperation(engine.workflows(), engine.redrives()).all());
    handlers.putAll(new MapRunOperations(engine.mapRuns()).all());
    handlers.putAll(new TestStateOperation(engine.tests()).all());
    return answer(handlers.get(operation), operation, json);
  }

  private static Object answer(ApiCall.Handler handler, Operation operation, String json)
      throws InterruptedException {
    var input = (JsonObject) JsonReader.read(json.replace('\'', '"'), JsonLimits.NETWORK);
    Constraints.check(operation.input(), input);
    return handler.answer(new ApiCall(operation, new Input(input), Principal.ANONYMOUS, ACCOUNT));
  }

  private static JsonObject json(String text) {
    return (JsonObject) JsonReader.read(text.replace('\'', '"'), JsonLimits.NETWORK);
  }

  private static ExecutionDescription execution(ExecutionStatus status) {
    boolean good = status == ExecutionStatus.SUCCEEDED;
    boolean closed = status.isClosed();
    return new ExecutionDescription(
        ID,
        EXECUTION,
        MACHINE,
        MACHINE + ":1",
        MACHINE + ":live",
        status,
        TIME,
        closed ? TIME.plusMillis(150) : null,
        "{ }",
        good ? "[1]" : null,
        closed && !good ? "E" : null,
        closed && !good ? "C" : null,
        null,
        null,
        "Root=1-5759e988-bd862e3fe1be46a994272793",
        "{}",
        closed && !good
            ? new RedriveState(1, TIME, null)
            : new RedriveState(0, null, "Execution is " + status + " and cannot be redriven"));
  }

  private static MachineDetail detail(MachineType type) {
    return new MachineDetail(
        MACHINE,
        "m",
        type,
        "{}",
        "role",
        new MachineSettings(
            new LoggingConfiguration(LoggingConfiguration.Level.ALL, true, List.of("group")),
            true,
            EncryptionConfiguration.AWS_OWNED),
        TIME,
        TIME.plusMillis(1),
        "revision",
        "described",
        null,
        null,
        new LinkedHashMap<>(Map.of("S", List.of("a", "b"))));
  }

  // ---- executions

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

  @Test
  void startExecution_underOverload_isThrottled() {
    port.answer("describe", detail(MachineType.STANDARD))
        .answer("run", new RunOutcome.Overloaded(Duration.ofSeconds(1)));

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
        .containsExactly(StatesArn.mapRun(run), ExecutionStatus.SUCCEEDED, PageRequest.FIRST);
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

  // ---- machines

  @Test
  void createStateMachine_passesEverything() throws InterruptedException {
    port.answer("create", new CreatedMachine(MACHINE, TIME, MACHINE + ":1"));

    Object answer =
        answer(
            Operation.CREATE_STATE_MACHINE,
            """
            {'name':'m','definition':'{}','roleArn':'role','type':'EXPRESS','publish':true,
            'versionDescription':'d','tags':[{'key':'k','value':'v'}],
            'loggingConfiguration':{'level':'ERROR','destinations':
              [{'cloudWatchLogsLogGroup':{'logGroupArn':'g'}}]},
            'tracingConfiguration':{'enabled':true},
            'encryptionConfiguration':{'type':'CUSTOMER_MANAGED_KMS_KEY','kmsKeyId':'key',
              'kmsDataKeyReusePeriodSeconds':60}}
            """);

    assertThat(answer)
        .isEqualTo(
            json(
                "{'stateMachineArn':'%s','creationDate':%s,'stateMachineVersionArn':'%s:1'}"
                    .formatted(MACHINE, SECONDS, MACHINE)));
    assertThat(port.asked)
        .containsExactly(
            List.of(
                new CreateMachine(
                    ACCOUNT,
                    "m",
                    "{}",
                    "role",
                    MachineType.EXPRESS,
                    new MachineSettings(
                        new LoggingConfiguration(
                            LoggingConfiguration.Level.ERROR, false, List.of("g")),
                        true,
                        new EncryptionConfiguration(
                            EncryptionConfiguration.Type.CUSTOMER_MANAGED_KMS_KEY, "key", 60)),
                    List.of(new Tag("k", "v")),
                    true,
                    "d")));
  }

  @Test
  void createStateMachine_ofTheLeast_takesDefaults() throws InterruptedException {
    port.answer("create", new CreatedMachine(MACHINE, TIME, null));

    answer(Operation.CREATE_STATE_MACHINE, "{'name':'m','definition':'{}','roleArn':'role'}");

    assertThat(port.asked.getLast())
        .containsExactly(
            new CreateMachine(
                ACCOUNT,
                "m",
                "{}",
                "role",
                MachineType.STANDARD,
                MachineSettings.DEFAULTS,
                List.of(),
                false,
                null));
  }

  @Test
  void updateStateMachine_leavesOutWhatIsMissing() throws InterruptedException {
    port.answer("update", new UpdatedMachine(TIME, "r", null));

    assertThat(
            answer(
                Operation.UPDATE_STATE_MACHINE,
                "{'stateMachineArn':'%s','roleArn':'role'}".formatted(MACHINE)))
        .isEqualTo(json("{'updateDate':%s,'revisionId':'r'}".formatted(SECONDS)));
    assertThat(port.asked.getLast())
        .containsExactly(
            new UpdateMachine(ACCOUNT, MACHINE, null, "role", null, null, null, false, null));
  }

  @Test
  void describeStateMachine_showsAllThatIsKnown() throws InterruptedException {
    port.answer("describe", detail(MachineType.STANDARD));

    assertThat(
            answer(Operation.DESCRIBE_STATE_MACHINE, "{'stateMachineArn':'%s'}".formatted(MACHINE)))
        .isEqualTo(
            json(
                """
                {'stateMachineArn':'%s','name':'m','definition':'{}','roleArn':'role',
                'loggingConfiguration':{'level':'ALL','includeExecutionData':true,'destinations':
                  [{'cloudWatchLogsLogGroup':{'logGroupArn':'group'}}]},
                'tracingConfiguration':{'enabled':true},
                'encryptionConfiguration':{'type':'AWS_OWNED_KEY'},'revisionId':'revision',
                'variableReferences':{'S':['a','b']},'status':'ACTIVE','type':'STANDARD',
                'creationDate':%s,'description':'described'}
                """
                    .formatted(MACHINE, SECONDS)));
  }

  @Test
  void describeStateMachineForExecution_tellsTheUpdate() throws InterruptedException {
    port.answer("describeForExecution", detail(MachineType.STANDARD));

    var answer =
        (JsonObject)
            answer(
                Operation.DESCRIBE_STATE_MACHINE_FOR_EXECUTION,
                "{'executionArn':'%s','includedData':'METADATA_ONLY'}".formatted(EXECUTION));

    assertThat(answer.get("updateDate")).isEqualTo(new JsonNumber("1700000000.124"));
    assertThat(answer.has("definition") || answer.has("status") || answer.has("creationDate"))
        .isFalse();
  }

  @Test
  void listStateMachines_pages() throws InterruptedException {
    port.answer(
        "list",
        new Page<>(List.of(new MachineSummary(MACHINE, "m", MachineType.EXPRESS, TIME)), "next"));

    assertThat(answer(Operation.LIST_STATE_MACHINES, "{'maxResults':1,'nextToken':'t'}"))
        .isEqualTo(
            json(
                """
                {'stateMachines':[{'stateMachineArn':'%s','name':'m','type':'EXPRESS',
                'creationDate':%s}],'nextToken':'next'}
                """
                    .formatted(MACHINE, SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(ACCOUNT, new PageRequest(1, "t"));
  }

  @Test
  void validateStateMachineDefinition_showsDiagnostics() throws InterruptedException {
    port.answer(
        "validate",
        new ValidationResult(
            false,
            List.of(new Diagnostic(Diagnostic.Severity.ERROR, "CODE", "bad", "/States")),
            true));

    assertThat(
            answer(
                Operation.VALIDATE_STATE_MACHINE_DEFINITION, "{'definition':'{}','maxResults':1}"))
        .isEqualTo(
            json(
                """
                {'result':'FAIL','diagnostics':[{'severity':'ERROR','code':'CODE','message':'bad',
                'location':'/States'}],'truncated':true}
                """));
    assertThat(port.asked.getLast())
        .containsExactly(
            new ValidateDefinition("{}", MachineType.STANDARD, Diagnostic.Severity.ERROR, 1));
  }

  // ---- versions, aliases, tags

  @Test
  void publishStateMachineVersion_passesRevisionAndDescription() throws InterruptedException {
    port.answer("publishVersion", new VersionSummary(MACHINE + ":1", TIME));

    assertThat(
            answer(
                Operation.PUBLISH_STATE_MACHINE_VERSION,
                "{'stateMachineArn':'%s','revisionId':'r','description':'d'}".formatted(MACHINE)))
        .isEqualTo(
            json(
                "{'stateMachineVersionArn':'%s:1','creationDate':%s}".formatted(MACHINE, SECONDS)));
    assertThat(port.asked.getLast())
        .containsExactly(new PublishVersion(ACCOUNT, MACHINE, "r", "d"));
  }

  @Test
  void aliases_areMadeShownMovedAndListed() throws InterruptedException {
    var alias =
        new AliasDetail(
            MACHINE + ":live",
            "live",
            "d",
            List.of(new VersionWeight(MACHINE + ":1", 100)),
            TIME,
            TIME);
    port.answer("createAlias", alias)
        .answer("describeAlias", alias)
        .answer("updateAlias", TIME)
        .answer("listAliases", new Page<>(List.of(alias), null));
    String routing =
        "'routingConfiguration':[{'stateMachineVersionArn':'%s:1','weight':100}]"
            .formatted(MACHINE);

    Object created =
        answer(Operation.CREATE_STATE_MACHINE_ALIAS, "{'name':'live'," + routing + "}");
    Object described =
        answer(
            Operation.DESCRIBE_STATE_MACHINE_ALIAS,
            "{'stateMachineAliasArn':'%s:live'}".formatted(MACHINE));
    Object updated =
        answer(
            Operation.UPDATE_STATE_MACHINE_ALIAS,
            "{'stateMachineAliasArn':'%s:live'}".formatted(MACHINE));
    Object listed =
        answer(Operation.LIST_STATE_MACHINE_ALIASES, "{'stateMachineArn':'%s'}".formatted(MACHINE));

    assertThat(created)
        .isEqualTo(
            json(
                "{'stateMachineAliasArn':'%s:live','creationDate':%s}"
                    .formatted(MACHINE, SECONDS)));
    assertThat(described)
        .isEqualTo(
            json(
                "{'stateMachineAliasArn':'%s:live','name':'live','description':'d',%s,'creationDate':%s,'updateDate':%s}"
                    .formatted(MACHINE, routing, SECONDS, SECONDS)));
    assertThat(updated).isEqualTo(json("{'updateDate':%s}".formatted(SECONDS)));
    assertThat(listed)
        .isEqualTo(
            json(
                "{'stateMachineAliases':[{'stateMachineAliasArn':'%s:live','creationDate':%s}]}"
                    .formatted(MACHINE, SECONDS)));
    assertThat(port.asked.get(0))
        .containsExactly(
            new CreateAlias(
                ACCOUNT, "live", null, List.of(new VersionWeight(MACHINE + ":1", 100))));
    assertThat(port.asked.get(2))
        .containsExactly(new UpdateAlias(ACCOUNT, MACHINE + ":live", null, null));
  }

  @Test
  void deletions_answerWithNothing() throws InterruptedException {
    port.answer("delete", null).answer("deleteVersion", null).answer("deleteAlias", null);

    assertThat(
            answer(
                Operation.DELETE_STATE_MACHINE_VERSION,
                "{'stateMachineVersionArn':'%s:1'}".formatted(MACHINE)))
        .isEqualTo(JsonObject.EMPTY);
    assertThat(
            answer(
                Operation.DELETE_STATE_MACHINE_ALIAS,
                "{'stateMachineAliasArn':'%s:live'}".formatted(MACHINE)))
        .isEqualTo(JsonObject.EMPTY);
    assertThat(answer(Operation.DELETE_ACTIVITY, "{'activityArn':'%s'}".formatted(ACTIVITY)))
        .isEqualTo(JsonObject.EMPTY);
    assertThat(port.asked)
        .containsExactly(
            List.of(ACCOUNT, MACHINE + ":1"),
            List.of(ACCOUNT, MACHINE + ":live"),
            List.of(ACCOUNT, ACTIVITY));
  }

  @Test
  void tags_areSetTakenOffAndShown() throws InterruptedException {
    port.answer("tag", null).answer("untag", null).answer("tags", List.of(new Tag("k", "v")));

    answer(
        Operation.TAG_RESOURCE,
        "{'resourceArn':'%s','tags':[{'key':'k','value':'v'}]}".formatted(MACHINE));
    answer(Operation.UNTAG_RESOURCE, "{'resourceArn':'%s','tagKeys':['k']}".formatted(MACHINE));
    Object shown =
        answer(Operation.LIST_TAGS_FOR_RESOURCE, "{'resourceArn':'%s'}".formatted(MACHINE));

    assertThat(shown).isEqualTo(json("{'tags':[{'key':'k','value':'v'}]}"));
    assertThat(port.asked.get(0)).containsExactly(ACCOUNT, MACHINE, List.of(new Tag("k", "v")));
    assertThat(port.asked.get(1)).containsExactly(ACCOUNT, MACHINE, List.of("k"));
  }

  // ---- tasks and activities

  @Test
  void taskTokens_arePassedOn() throws InterruptedException {
    port.answer("sendSuccess", null).answer("sendFailure", null).answer("sendHeartbeat", null);

    answer(Operation.SEND_TASK_SUCCESS, "{'taskToken':'t','output':'{}'}");
    answer(Operation.SEND_TASK_FAILURE, "{'taskToken':'t','error':'E'}");
    answer(Operation.SEND_TASK_HEARTBEAT, "{'taskToken':'t'}");

    assertThat(port.asked)
        .containsExactly(
            List.of(new TaskTokens.Success(ACCOUNT, "t", "{}")),
            List.of(new TaskTokens.Failure(ACCOUNT, "t", "E", null)),
            List.of(new TaskTokens.Heartbeat(ACCOUNT, "t")));
  }

  @Test
  void createActivity_withTags_tagsIt() throws InterruptedException {
    port.answer("create", new Activities.Activity(ACTIVITY, "a", TIME)).answer("tag", null);

    assertThat(answer(Operation.CREATE_ACTIVITY, "{'name':'a','tags':[{'key':'k','value':'v'}]}"))
        .isEqualTo(json("{'activityArn':'%s','creationDate':%s}".formatted(ACTIVITY, SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(ACCOUNT, ACTIVITY, List.of(new Tag("k", "v")));
  }

  @Test
  void activities_areDescribedAndListed() throws InterruptedException {
    var activity = new Activities.Activity(ACTIVITY, "a", TIME);
    port.answer("describe", activity)
        .answer("list", new Activities.Page(List.of(activity), "next"));

    assertThat(answer(Operation.DESCRIBE_ACTIVITY, "{'activityArn':'%s'}".formatted(ACTIVITY)))
        .isEqualTo(
            json(
                "{'activityArn':'%s','name':'a','creationDate':%s,'encryptionConfiguration':{'type':'AWS_OWNED_KEY'}}"
                    .formatted(ACTIVITY, SECONDS)));
    assertThat(answer(Operation.LIST_ACTIVITIES, "{}"))
        .isEqualTo(
            json(
                "{'activities':[{'activityArn':'%s','name':'a','creationDate':%s}],'nextToken':'next'}"
                    .formatted(ACTIVITY, SECONDS)));
    assertThat(port.asked.getLast()).containsExactly(new Activities.Query(ACCOUNT, 100, null));
  }

  @Test
  void getActivityTask_givesTokenAndInput() throws InterruptedException {
    port.answer("poll", Optional.of(new Activities.Task("t", "{}")));

    assertThat(
            answer(
                Operation.GET_ACTIVITY_TASK,
                "{'activityArn':'%s','workerName':'w'}".formatted(ACTIVITY)))
        .isEqualTo(json("{'taskToken':'t','input':'{}'}"));
    assertThat(port.asked.getLast())
        .containsExactly(new Activities.Poll(ACCOUNT, ACTIVITY, "w", Duration.ofSeconds(5)));
  }

  @Test
  void getActivityTask_pastTheLimit_doesNotWait() throws Exception {
    config = new ApiConfig(Duration.ofSeconds(5), 1);
    var engine = FakeEngine.of(port);
    ApiCall.Handler handler =
        new ActivityOperations(engine.activities(), engine.machines(), config)
            .all()
            .get(Operation.GET_ACTIVITY_TASK);
    String json = "{'activityArn':'%s'}".formatted(ACTIVITY);
    var parked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    port.with(
        "poll",
        asked -> {
          if (!((Activities.Poll) asked.getFirst()).patience().isZero()) {
            parked.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
          return Optional.empty();
        });

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> answer(handler, Operation.GET_ACTIVITY_TASK, json));
      parked.await();
      Object second = answer(handler, Operation.GET_ACTIVITY_TASK, json);
      release.countDown();

      assertThat(second).isEqualTo(JsonObject.EMPTY);
      assertThat(first.get()).isEqualTo(JsonObject.EMPTY);
      answer(handler, Operation.GET_ACTIVITY_TASK, json);
    }

    assertThat(port.asked)
        .map(asked -> ((Activities.Poll) asked.getFirst()).patience())
        .containsExactly(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({"0,true", "60,true", "61,false", "-1,false"})
  void apiConfig_takesAMinuteAtMost(long seconds, boolean good) {
    var thrown =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> new ApiConfig(Duration.ofSeconds(seconds), 0));

    assertThat(thrown == null).isEqualTo(good);
  }
}
