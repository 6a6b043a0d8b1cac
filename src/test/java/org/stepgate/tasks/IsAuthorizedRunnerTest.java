package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

class IsAuthorizedRunnerTest {
  private static final JsonObject ALLOW = JsonObject.of("Decision", new JsonString("ALLOW"));

  private static TaskOutcome run(Authorizer authorizer, JsonValue arguments) throws Exception {
    try (var registry =
        TaskRegistry.open(TasksConfig.defaults(), authorizer, IdentityTokens.NONE)) {
      return registry.run(
          new TaskCall(
              "arn:aws:states:::aws-sdk:verifiedpermissions:isAuthorized",
              arguments,
              new TaskIdentity("arn", "State", 0, "key"),
              Duration.ofSeconds(5)),
          _ -> {});
    }
  }

  @Test
  void run_decided_isTheContent() throws Exception {
    assertThat(run((_, _) -> new Authorizer.Answer.Decided(ALLOW), JsonObject.EMPTY))
        .isEqualTo(new Succeeded(ALLOW));
  }

  @Test
  void run_withoutPolicies_failsWithTheNameOfTheService() throws Exception {
    assertThat(run(Authorizer.NONE, JsonObject.EMPTY))
        .isEqualTo(
            new Failed(
                "VerifiedPermissions.ResourceNotFoundException",
                "This site has no policies. (Service: VerifiedPermissions, Status Code: 400)"));
  }

  @Test
  void run_argumentsThatAreNoObject_fail() throws Exception {
    assertThat(run((_, _) -> new Authorizer.Answer.Decided(ALLOW), new JsonString("x")))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.error()).isEqualTo("States.Runtime"));
  }
}
