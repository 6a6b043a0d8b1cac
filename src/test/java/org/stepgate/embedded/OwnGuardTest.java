package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.audit.Actor;
import org.stepgate.audit.Cause;
import org.stepgate.audit.Decided;
import org.stepgate.audit.Target;
import org.stepgate.store.StoredAudit;
import org.stepgate.workflow.ExecutionDescription;

/// What machines may have the engine itself do.
@Timeout(120)
final class OwnGuardTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:";
  private static final String STAY =
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":9999,\"End\":true}}}";
  private static final OwnCalls.Verdict DENIED = new OwnCalls.Verdict.Denied();
  private static final OwnCalls.Verdict HIDDEN = new OwnCalls.Verdict.Hidden();

  @TempDir Path folder;
  private final List<OwnCalls.Question> asked = new ArrayList<>();
  private Pool pool;
  private Pool.Worker one;

  @BeforeEach
  void open() throws Exception {
    pool = new Pool(folder).standard("releases", STAY).standard("of-files", nest("releases"));
    pool.standard("of-files-to-made", nest("made"));
    one = pool.worker();
    make("made", STAY);
    make("attack", nest("releases"));
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static String nest(String machine) {
    return task(
        "arn:aws:states:::states:startExecution",
        "{\"StateMachineArn\":\"%sstateMachine:%s\",\"Name\":\"c\"}".formatted(ARN, machine));
  }

  private static String task(String resource, String parameters) {
    return """
    {"StartAt":"Nest","States":{"Nest":{"Type":"Task","Resource":"%s","Parameters":%s,"End":true}}}\
    """
        .formatted(resource, parameters);
  }

  private void make(String name, String definition) throws Exception {
    var _ = one.engine.stateMachines().create(ApiMachinesFixture.request(name, definition));
  }

  private void answer(OwnCalls.Verdict verdict) {
    one.engine.useOwnCalls(question -> {
      asked.add(question);
      return verdict;
    });
  }

  private ExecutionDescription run(String machine) throws Exception {
    one.start(machine, "n", "{}");
    return one.ended(machine, "n");
  }

  private boolean hasStarted(String machine) {
    return one.engine.describe(Pool.id(machine, "c")).isPresent();
  }

  @Test
  void start_byAMadeMachineWhoseStarterMayNot_isDeniedAndStartsNothing() throws Exception {
    answer(DENIED);

    ExecutionDescription ended = run("attack");

    assertThat(ended.error()).isEqualTo("StepFunctions.AccessDeniedException");
    assertThat(ended.cause())
        .startsWith(
            ARN
                + "execution:attack:n is not authorized to perform: states:StartExecution on"
                + " resource: "
                + ARN
                + "stateMachine:releases");
    assertThat(hasStarted("releases")).isFalse();
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().action()).isEqualTo("StartExecution");
    assertThat(asked.getFirst().about()).hasToString(ARN + "stateMachine:releases");
  }

  @Test
  void start_byAMadeMachineWhoseStarterMayNotSee_isThatOfWhatIsNotThere() throws Exception {
    answer(HIDDEN);

    assertThat(run("attack").error()).isEqualTo("StepFunctions.StateMachineDoesNotExistException");
    assertThat(hasStarted("releases")).isFalse();
  }

  @Test
  void start_byAMadeMachineWhoseStarterMay_isOnRecordWithTheDecision() throws Exception {
    answer(
        new OwnCalls.Verdict.Allowed(
            Cause.of(
                new Actor("https://idp", "alice"),
                new Decided(
                    "START_EXECUTION",
                    new Target("machine", "embedded:releases"),
                    true,
                    List.of("p#1")))));

    var _ = run("attack");

    var records = new ArrayList<String>();
    try (var audit = StoredAudit.open(pool.database())) {
      audit.forEach(records::add);
    }
    assertThat(records)
        .filteredOn(text -> text.contains("ExecutionStarted") && text.contains(":releases:c"))
        .singleElement()
        .asString()
        .contains("\"alice\"", "p#1");
  }

  @Test
  void start_byAMachineOfTheConfiguration_asksOnlyForMachinesMadeThroughTheApi() throws Exception {
    answer(DENIED);

    assertThat(run("of-files").error()).isNull();
    assertThat(hasStarted("releases")).isTrue();
    assertThat(asked).isEmpty();

    assertThat(run("of-files-to-made").error()).isEqualTo("StepFunctions.AccessDeniedException");
    assertThat(asked).hasSize(1);
  }

  @Test
  void start_ofAnotherAccount_isDeniedWithoutAsking() throws Exception {
    answer(new OwnCalls.Verdict.Allowed(null));
    make("abroad", nest("releases").replace("123456789012", "999999999999"));

    assertThat(run("abroad").error()).isEqualTo("StepFunctions.AccessDeniedException");
    assertThat(asked).isEmpty();
  }

  @Test
  void actionsOfTheSdk_byAMadeMachine_areAskedOneByOne() throws Exception {
    answer(DENIED);
    String token = "{\"TaskToken\":\"t\"";
    String[][] calls = {
      {"startExecution", "{\"StateMachineArn\":\"" + ARN + "stateMachine:releases\"}"},
      {"startSyncExecution", "{\"StateMachineArn\":\"" + ARN + "stateMachine:releases\"}"},
      {"sendTaskSuccess", token + ",\"Output\":\"{}\"}"},
      {"sendTaskFailure", token + "}"},
      {"sendTaskHeartbeat", token + "}"},
      {"getActivityTask", "{\"ActivityArn\":\"" + ARN + "activity:a\"}"},
    };
    for (String[] call : calls) {
      make("m-" + call[0], task("arn:aws:states:::aws-sdk:sfn:" + call[0], call[1]));

      assertThat(run("m-" + call[0]).error()).as(call[0]).isEqualTo("Sfn.AccessDeniedException");
    }
    assertThat(asked)
        .extracting(OwnCalls.Question::action)
        .containsExactly(
            "StartExecution",
            "StartSyncExecution",
            "SendTaskSuccess",
            "SendTaskFailure",
            "SendTaskHeartbeat",
            "GetActivityTask");
  }
}
