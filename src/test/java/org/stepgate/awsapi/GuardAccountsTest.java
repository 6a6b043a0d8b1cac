package org.stepgate.awsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.identity.SignatureCheck;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Context;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;

/// Machines of the same name in two accounts are two.
class GuardAccountsTest {
  private static final String OTHER = "222222222222";

  private final List<Resource> asked = new ArrayList<>();
  private final Guard guard =
      new Guard(
          (_, _, resource, _) -> {
            asked.add(resource);
            return Decision.Allow.UNASKED;
          },
          FakeEngine.of(
              new FakePort()
                  .with("locate", _ -> Optional.empty())
                  .with("child", _ -> Optional.empty())));

  @ParameterizedTest
  @CsvSource({
    "DESCRIBE_STATE_MACHINE, stateMachineArn, 123456789012, stateMachine:m, m",
    "DESCRIBE_STATE_MACHINE, stateMachineArn, 222222222222, stateMachine:m, 222222222222:m",
    "DESCRIBE_MAP_RUN, mapRunArn, 222222222222, mapRun:m/l:r, 222222222222:m",
  })
  void require_asksAboutTheMachineOfTheAccount(
      Operation operation, String member, String account, String resource, String machine) {
    String arn = "arn:aws:states:us-east-1:" + account + ":" + resource;

    guard.require(
        call(operation, account, OperationsFixture.json("{'" + member + "':'" + arn + "'}")));

    assertThat(asked).containsExactly(new Resource.Machine("embedded", machine));
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012, execution:m:e, m",
    "123456789012, execution:m/l:e, m",
    "222222222222, execution:m:e, 222222222222:m",
    "222222222222, express:m:e:r, 222222222222:m",
  })
  void require_asksAboutTheExecutionOfTheAccount(String account, String resource, String machine) {
    String arn = "arn:aws:states:us-east-1:" + account + ":" + resource;

    guard.require(
        call(
            Operation.DESCRIBE_EXECUTION,
            account,
            OperationsFixture.json("{'executionArn':'" + arn + "'}")));

    assertThat(asked).containsExactly(new Resource.Execution("embedded", machine, "e"));
  }

  @Test
  void sight_asksAboutTheMachinesOfTheAccount() {
    Sight sight = guard.sight(Principal.ANONYMOUS, OTHER, Context.NONE);

    assertThat(sight.machine("m")).isTrue();
    assertThat(asked).containsExactly(new Resource.Machine("embedded", OTHER + ":m"));
  }

  @ParameterizedTest
  @CsvSource({"'', m/l, m", "222222222222, m, 222222222222:m"})
  void t22_sight_childrenOfAMapAreInItsMachine(String account, String machine, String governed) {
    ExecutionDescription some = OperationsFixture.execution(ExecutionStatus.SUCCEEDED);
    var child =
        new ExecutionDescription(
            new ExecutionId("embedded", account, machine, "e"),
            some.arn(),
            some.machineArn(),
            null,
            null,
            some.status(),
            some.startTime(),
            some.stopTime(),
            some.input(),
            some.output(),
            null,
            null,
            null,
            null,
            null,
            some.caller(),
            some.redrive());

    assertThat(guard.sight(Principal.ANONYMOUS, OTHER, Context.NONE).execution(child)).isTrue();
    assertThat(asked).containsExactly(new Resource.Execution("embedded", governed, "e"));
  }

  private static ApiCall call(Operation operation, String account, JsonObject input) {
    return new ApiCall(
        operation,
        new Input(input),
        Principal.ANONYMOUS,
        account,
        Context.NONE,
        new SignatureCheck.Proof("5".repeat(64), OperationsFixture.TIME, true, true, ""),
        Sight.ALL);
  }
}
