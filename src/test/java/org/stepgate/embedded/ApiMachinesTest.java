package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.Store;
import org.stepgate.store.StoreConfig;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.CreateMachine;
import org.stepgate.workflow.CreatedMachine;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineSummary;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.UpdateMachine;

/// Machines made through the API, over a real database.
final class ApiMachinesTest extends ApiMachinesFixture {
  // ---- create, describe, list, delete

  @Test
  void create_sameRequestAgain_givesTheSameAnswer() throws Exception {
    CreatedMachine first = machines.create(request("M", pass("1")));

    assertThat(machines.create(request("M", pass("1")))).isEqualTo(first);
    assertThat(first.arn()).isEqualTo(M);
    assertThat(first.versionArn()).isNull();
  }

  @Test
  void create_otherWhiteSpace_existsAlready() throws Exception {
    machines.create(request("M", pass("1")));

    refused(
        "StateMachineAlreadyExists",
        "State Machine Already Exists: '" + M + "'",
        () -> machines.create(request("M", pass("1") + " ")));
  }

  @Test
  void create_publishedAgain_givesTheVersion() throws Exception {
    var request = request(HOME, "M", pass("1"), true, "first");

    assertThat(machines.create(request).versionArn()).isEqualTo(M + ":1");
    assertThat(machines.create(request).versionArn()).isEqualTo(M + ":1");
    assertThat(machines.describe(HOME, M + ":1").description()).isEqualTo("first");
    refused(
        "StateMachineAlreadyExists",
        () -> machines.create(request(HOME, "M", pass("1"), true, "second")));
  }

  @Test
  void create_versionDescriptionWithoutPublish_isRefused() {
    refused(
        "ValidationException",
        "Version description can only be set when publish is true",
        () -> machines.create(request(HOME, "M", pass("1"), false, "d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b", "a/b", "a*", "a<", "{", "a\u0000"})
  void create_nameWithAForbiddenCharacter_isRefused(String name) {
    refused(
        "InvalidName",
        "Invalid Name: '" + name + "'",
        () -> machines.create(request(name, pass("1"))));
  }

  @Test
  void create_faultyDefinition_isRefusedInTheWordsOfTheApi() {
    refused(
        "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required:"
            + " [States] at /'",
        () -> machines.create(request("M", "{\"StartAt\":\"A\"}")));
  }

  @Test
  void create_activityInExpress_isRefused() {
    String definition =
        "{\"StartAt\":\"T\",\"States\":{\"T\":{\"Type\":\"Task\",\"Resource\":"
            + "\"arn:aws:states:us-east-1:123456789012:activity:A\",\"End\":true}}}";
    refused(
        "InvalidDefinition",
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: Express state machine does"
            + " not support Activity ARN at /States/T/Resource'",
        () -> DefinitionCheck.require(definition, MachineType.EXPRESS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void create_loggingWithoutExactlyOneDestination_isRefused(int destinations) {
    var groups = IntStream.range(0, destinations).mapToObj(i -> "arn:group:" + i).toList();
    var logging = new LoggingConfiguration(LoggingConfiguration.Level.ALL, false, groups);
    var settings = new MachineSettings(logging, false, MachineSettings.DEFAULTS.encryption());

    refused(
        "InvalidLoggingConfiguration",
        "Invalid Logging Configuration: Must specify exactly one Log Destination.",
        () ->
            machines.create(
                new CreateMachine(
                    HOME,
                    "M",
                    pass("1"),
                    ROLE,
                    MachineType.STANDARD,
                    settings,
                    List.of(),
                    false,
                    null)));
  }

  @Test
  void describe_afterARestart_isAsBefore() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));
    update(pass("2"), false);
    MachineDetail before = machines.describe(HOME, M);
    engine.close();
    store.close();

    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    EmbeddedEngine again = engine(store);

    assertThat(again.stateMachines().describe(HOME, M)).isEqualTo(before);
    assertThat(run(again, M).output()).isEqualTo("\"2\"");
    assertThat(run(again, M + ":1").output()).isEqualTo("\"1\"");
  }

  @Test
  void describe_ofAnotherAccountOrRegionOrUnknown_doesNotExist() throws Exception {
    machines.create(request("M", pass("1")));

    refused(
        "StateMachineDoesNotExist",
        "State Machine Does Not Exist: '" + M + "'",
        () -> machines.describe(OTHER, M));
    for (String arn : List.of(M + "x", M + ":1", M + ":live", M.replace("east", "west"))) {
      refused("StateMachineDoesNotExist", () -> machines.describe(HOME, arn));
    }
    refused("InvalidArn", () -> machines.describe(HOME, "no arn"));
  }

  @Test
  void machines_ofTwoAccounts_haveNamesOfTheirOwn() throws Exception {
    machines.create(request("M", pass("home")));
    String others = machines.create(request(OTHER, "M", pass("other"), false, null)).arn();

    assertThat(others).isEqualTo(M.replace(HOME, OTHER));
    assertThat(run(engine, M).output()).isEqualTo("\"home\"");
    var execution = run(engine, others);
    assertThat(execution.output()).isEqualTo("\"other\"");
    assertThat(execution.arn())
        .isEqualTo("arn:aws:states:us-east-1:" + OTHER + ":execution:M:" + execution.id().name());
    assertThat(execution.id()).hasToString("embedded:" + OTHER + ":M:" + execution.id().name());
    assertThat(engine.locate(StatesArn.execution(execution.arn()))).contains(execution.id());
    assertThat(engine.describe(execution.id())).contains(execution);
    assertThat(machines.list(OTHER, PageRequest.FIRST).items())
        .extracting(MachineSummary::arn)
        .containsExactly(others);
    assertThat(engine.list(new ExecutionQuery(others, null, null, 10, null)).executions())
        .containsExactly(execution);
  }

  @Test
  void list_pages_byNameWithThoseFromFiles() throws Exception {
    for (String name : List.of("m_1", "m_10", "m_0")) {
      machines.create(request(name, pass("1")));
    }

    Page<MachineSummary> first = machines.list(HOME, new PageRequest(2, null));
    Page<MachineSummary> second = machines.list(HOME, new PageRequest(2, first.nextToken()));

    assertThat(first.items()).extracting(MachineSummary::name).containsExactly("from-files", "m_0");
    assertThat(second.items()).extracting(MachineSummary::name).containsExactly("m_1", "m_10");
    assertThat(second.nextToken()).isNull();
    for (String token : List.of("?", "InvalidToken", "dmVyc2lvbjox")) {
      refused(
          "InvalidToken",
          "Invalid Token: 'Invalid token'",
          () -> machines.list(HOME, new PageRequest(1, token)));
    }
  }

  @Test
  void delete_executionsKeepTheirMachine() throws Exception {
    machines.create(request("M", pass("1")));
    var execution = run(engine, M);

    machines.delete(HOME, M);
    machines.delete(HOME, M);

    refused("StateMachineDoesNotExist", () -> machines.describe(HOME, M));
    assertThat(
            engine.run(
                new RunRequest(
                    M,
                    "late",
                    false,
                    null,
                    JsonObject.EMPTY,
                    Principal.ANONYMOUS,
                    null,
                    null,
                    Duration.ZERO)))
        .isInstanceOf(RunOutcome.NoSuchMachine.class);
    assertThat(machines.describeForExecution(HOME, execution.arn()).definition())
        .isEqualTo(pass("1"));
    refused("ValidationException", () -> machines.delete(HOME, M + ":1"));
  }

  @Test
  void machinesFromFiles_areReadOnly() throws Exception {
    String arn = PREFIX + "from-files";

    assertThat(machines.describe(HOME, arn).definition()).isEqualTo(FILES);
    assertThat(machines.create(request("from-files", FILES)).arn()).isEqualTo(arn);
    refused("StateMachineAlreadyExists", () -> machines.create(request("from-files", pass("1"))));
    refused("AccessDeniedException", () -> machines.delete(HOME, arn));
    refused(
        "AccessDeniedException",
        () ->
            machines.update(
                new UpdateMachine(HOME, arn, pass("1"), null, null, null, null, false, null)));
    refused(
        "AccessDeniedException",
        () -> machines.publishVersion(new PublishVersion(HOME, arn, null, null)));
    refused("AccessDeniedException", () -> machines.tag(HOME, arn, List.of(new Tag("k", "v"))));
    assertThat(machines.tags(HOME, arn)).isEmpty();
    assertThat(run(engine, arn).output()).isEqualTo("{}");
  }

  @Test
  void workflows_showMachinesOfTheApiToo() throws Exception {
    machines.create(request("M", pass("1")));

    assertThat(engine.machines())
        .extracting(MachineDescription::name)
        .containsExactly("M", "from-files");
    assertThat(engine.machine("M")).map(MachineDescription::definition).contains(pass("1"));
    assertThat(engine.machine("a b")).isEmpty();
    assertThat(run(engine, "M").machineArn()).isEqualTo(M);
  }

  @Test
  void useMachines_definitionThatThisVersionCannotRead_stopsNoOther() throws Exception {
    var old = new MachineSource("old", MachineType.STANDARD, "{\"StartAt\":\"A\"}");
    var good = new MachineSource("good", MachineType.STANDARD, FILES);
    assertThat(engine.putConfiguration(1, "1".repeat(64), "bundle", List.of(old, good))).isTrue();

    engine.useMachines(List.of(old, good));

    assertThat(engine.machine("old"))
        .map(MachineDescription::definition)
        .contains(old.definition());
    assertThat(run(engine, "good").output()).isEqualTo("{}");
    assertThatExceptionOfType(BackendException.class).isThrownBy(() -> run(engine, "old"));
  }

  // ---- update

  @Test
  void update_nothingNew_makesNoRevision() throws Exception {
    machines.create(request("M", pass("1")));

    assertThat(update(pass("1"), false).revisionId()).isNull();
    String second = update(pass("2"), false).revisionId();
    assertThat(second).isNotNull();
    assertThat(update(pass("2"), false).revisionId()).isEqualTo(second);
    assertThat(machines.describe(HOME, M).revisionId()).isEqualTo(second);
  }

  @Test
  void update_loggingAndTracing_areKept() throws Exception {
    machines.create(request("M", pass("1")));
    var logging =
        new LoggingConfiguration(LoggingConfiguration.Level.FATAL, true, List.of("arn:l:*"));

    machines.update(new UpdateMachine(HOME, M, null, null, logging, true, null, false, null));

    MachineDetail detail = machines.describe(HOME, M);
    assertThat(detail.settings().logging()).isEqualTo(logging);
    assertThat(detail.settings().tracing()).isTrue();
    assertThat(detail.definition()).isEqualTo(pass("1"));
  }

  @Test
  void update_withoutAnything_missesAParameter() throws Exception {
    machines.create(request("M", pass("1")));

    refused(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the"
            + " TracingConfiguration must be specified",
        () ->
            machines.update(new UpdateMachine(HOME, M, null, null, null, null, null, true, null)));
  }

  @Test
  void update_ofAVersion_doesNotExist() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));

    refused(
        "StateMachineDoesNotExist",
        () ->
            machines.update(
                new UpdateMachine(HOME, M + ":1", pass("2"), null, null, null, null, false, null)));
  }

  @Test
  void update_isSeenByTheOtherWorkerAtOnce() throws Exception {
    try (Store second = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")))) {
      EmbeddedEngine other = engine(second);
      machines.create(request("M", pass("1")));
      assertThat(run(other, M).output()).isEqualTo("\"1\"");

      update(pass("2"), true);

      assertThat(run(other, M).output()).isEqualTo("\"2\"");
      assertThat(run(other, M + ":1").output()).isEqualTo("\"2\"");
      assertThat(other.stateMachines().describe(HOME, M)).isEqualTo(machines.describe(HOME, M));
    }
  }

  // ---- tags

  @Test
  void tags_areAddedReplacedAndRemoved() throws Exception {
    machines.create(request(HOME, "M", pass("1"), true, null));

    machines.tag(HOME, M, List.of(new Tag("k1", "v1"), new Tag("k2", "v2")));
    machines.tag(HOME, M, List.of(new Tag("k1", "v3")));
    machines.untag(HOME, M, List.of("k2", "k2", "k9"));

    assertThat(machines.tags(HOME, M)).containsExactly(new Tag("k1", "v3"));
    refused(
        "ResourceNotFound",
        "Resource not found: '" + M + ":1'",
        () -> machines.tag(HOME, M + ":1", List.of(new Tag("k", "v"))));
    refused("ResourceNotFound", () -> machines.tags(OTHER, M));
    refused("InvalidArn", () -> machines.tags(HOME, "?"));
  }

  @Test
  void tag_beyondFifty_isRefused() throws Exception {
    machines.create(request("M", pass("1")));
    machines.tag(HOME, M, tags(50));

    refused("TooManyTags", () -> machines.tag(HOME, M, List.of(new Tag("more", "v"))));
    machines.tag(HOME, M, List.of(new Tag("k0", "other")));

    assertThat(machines.tags(HOME, M)).hasSize(50).contains(new Tag("k0", "other"));
    refused("ValidationException", () -> machines.tag(HOME, M, List.of(new Tag("aws:x", "v"))));
  }

  private static List<Tag> tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Tag("k" + i, "v")).toList();
  }
}
