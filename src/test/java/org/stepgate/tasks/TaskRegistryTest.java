package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Ended;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

class TaskRegistryTest {
  private static final TaskContext NO_CONTEXT = _ -> {};
  private static final TaskIdentity IDENTITY =
      new TaskIdentity("arn:aws:states:local:0:execution:m:n", "Ask", 0, "key-0");

  @Test
  void run_knownResource_callsItsRunner() throws Exception {
    var runners = new LinkedHashMap<String, TaskRunner>();
    runners.put("one", (call, _) -> new Succeeded(call.arguments()));
    var registry = new TaskRegistry(runners);

    assertThat(registry.run(call("one"), NO_CONTEXT)).isEqualTo(new Succeeded(JsonObject.EMPTY));
    assertThat(registry.has("one")).isTrue();
  }

  @Test
  void run_unknownResource_failsNamingItTheStateAndWhatThereIs() throws Exception {
    var runners = new LinkedHashMap<String, TaskRunner>();
    runners.put("one", (call, _) -> new Succeeded(call.arguments()));
    runners.put("two", (call, _) -> new Succeeded(call.arguments()));
    var registry = new TaskRegistry(runners);

    assertThat(registry.run(call("three"), NO_CONTEXT))
        .isEqualTo(
            new Failed(
                "States.Runtime",
                "The resource 'three' of state 'Ask' does not exist here; there are: one, two"));
    assertThat(registry.has("three")).isFalse();
    assertThat(registry.resources()).containsExactly("one", "two");
  }

  @Test
  void run_stateOfATestCase_isAnsweredByTheMockFile() throws Exception {
    var file =
        MockFile.parse(
            """
            {"StateMachines": {"m": {"TestCases": {"Case": {"Ask": "Answer"}}}},
             "MockedResponses": {"Answer": {"0": {"Return": 1}}}}
            """);
    var config =
        new TasksConfig(
            HttpTaskConfig.defaults(),
            ExecTaskConfig.defaults(),
            AwsTaskConfig.defaults(),
            Optional.of(file));
    try (var registry = TaskRegistry.open(config)) {
      var call =
          new TaskCall(
              "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              JsonObject.EMPTY,
              IDENTITY,
              Duration.ofSeconds(1),
              new TaskCall.Context(null, null, "Case"));

      assertThat(registry.run(call, NO_CONTEXT)).isEqualTo(new Ended(JsonNumber.of(1)));
    }
  }

  @Test
  void run_testCaseWithoutMockFile_callsNobody() throws Exception {
    var runners = new LinkedHashMap<String, TaskRunner>();
    runners.put("one", (call, _) -> new Succeeded(call.arguments()));
    var call =
        new TaskCall(
            "one",
            JsonObject.EMPTY,
            IDENTITY,
            Duration.ofSeconds(1),
            new TaskCall.Context(null, null, "Case"));

    assertThat(new TaskRegistry(runners).run(call, NO_CONTEXT))
        .isEqualTo(
            new Failed(
                "States.Runtime",
                "The execution was started with a test case, and no mock file is configured"));
  }

  @Test
  void run_longResource_causeIsBounded() throws Exception {
    var registry = new TaskRegistry(new LinkedHashMap<>());

    var outcome = (Failed) registry.run(call("x".repeat(100_000)), NO_CONTEXT);

    assertThat(outcome.cause()).hasSizeLessThan(400);
  }

  @Test
  void call_withoutTimeLeft_isRefused() {
    assertThatThrownBy(() -> new TaskCall("one", JsonObject.EMPTY, IDENTITY, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void identity_keyThatIsNoHeaderValue_isRefused() {
    for (String key : new String[] {"", "a b", "a\n", "ä", "x".repeat(257)}) {
      assertThatThrownBy(() -> new TaskIdentity("arn", "state", 0, key))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new TaskIdentity("arn", "state", 0, "x".repeat(256)).attempt()).isZero();
  }

  private static TaskCall call(String resource) {
    return new TaskCall(resource, JsonObject.EMPTY, IDENTITY, Duration.ofSeconds(1));
  }
}
