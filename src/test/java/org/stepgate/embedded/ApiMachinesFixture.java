package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.CreateMachine;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.UpdateMachine;
import org.stepgate.workflow.UpdatedMachine;
import org.stepgate.workflow.VersionWeight;
import org.stepgate.workflow.WorkflowException;

/// An engine over a real database, whose machines are made through the API.
@Timeout(120)
abstract class ApiMachinesFixture {
  static final String HOME = "123456789012";
  static final String OTHER = "222222222222";
  static final String PREFIX = "arn:aws:states:us-east-1:" + HOME + ":stateMachine:";
  static final String M = PREFIX + "M";
  static final String ROLE = "arn:aws:iam::123456789012:role/r";
  static final String FILES = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}";

  @TempDir Path folder;

  Store store;
  EmbeddedEngine engine;
  StateMachines machines;
  final List<EmbeddedEngine> engines = new ArrayList<>();
  long nextExecution;

  @BeforeEach
  void open() throws Exception {
    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    engine = engine(store);
    machines = engine.stateMachines();
    var sources = List.of(new MachineSource("from-files", MachineType.STANDARD, FILES));
    assertThat(engine.putConfiguration(0, "0".repeat(64), "bundle", sources)).isTrue();
    engine.useMachines(sources);
  }

  @AfterEach
  void close() {
    engines.forEach(EmbeddedEngine::close);
    store.close();
  }

  EmbeddedEngine engine(Store over) throws Exception {
    var worker = over.write(new Write.RegisterWorker(1, 1, "boot", "lock")).get();
    var random = new Random(42);
    var made =
        new EmbeddedEngine(
            EmbeddedConfig.defaults(),
            over,
            StoreClock.system(),
            worker,
            (_, _) -> {
              throw new AssertionError("no task is called");
            },
            ApiMachinesFixture::parse,
            new Machinery() {
              @Override
              int random(int bound) {
                return random.nextInt(bound);
              }
            });
    made.start();
    engines.add(made);
    return made;
  }

  static StateMachine parse(String text) {
    return switch (new DefinitionParser(_ -> true).parseJson(text)) {
      case ParseResult.Parsed(StateMachine machine) -> machine;
      case ParseResult.Faulty _ -> throw new BackendException("embedded", false, "faulty", null);
    };
  }

  static String pass(String result) {
    return "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"Result\":\""
        + result
        + "\",\"End\":true}}}";
  }

  static CreateMachine request(String name, String definition) {
    return request(HOME, name, definition, false, null);
  }

  static CreateMachine request(
      String account,
      String name,
      String definition,
      boolean publish,
      @Nullable String description) {
    return new CreateMachine(
        account,
        name,
        definition,
        ROLE,
        MachineType.STANDARD,
        MachineSettings.DEFAULTS,
        List.of(),
        publish,
        description);
  }

  UpdatedMachine update(@Nullable String definition, boolean publish) throws InterruptedException {
    return machines.update(
        new UpdateMachine(HOME, M, definition, ROLE, null, null, null, publish, null));
  }

  CreateAlias alias(String name, Map<String, Integer> weights) {
    return new CreateAlias(
        HOME,
        name,
        "text",
        weights.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> new VersionWeight(PREFIX + entry.getKey(), entry.getValue()))
            .toList());
  }

  ExecutionDescription run(EmbeddedEngine on, String machine) throws InterruptedException {
    nextExecution++;
    var outcome =
        on.run(
            new RunRequest(
                machine,
                "e" + nextExecution,
                false,
                null,
                JsonObject.EMPTY,
                Principal.ANONYMOUS,
                null,
                null,
                Duration.ofSeconds(60)));
    assertThat(outcome).isInstanceOf(RunOutcome.Closed.class);
    return ((RunOutcome.Closed) outcome).execution();
  }

  static void refused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  static void refused(String code, String text, ThrowingCallable call) {
    refused(code, call);
    assertThatExceptionOfType(WorkflowException.class).isThrownBy(call).withMessage(text);
  }
}
