package org.stepgate.awsapi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// Asks the policy before an operation is carried out.
///
/// The question is asked of what the request names, whether it exists or not, so the answer does
/// not tell.
final class Guard {
  /// The fields that name what an operation is about, in the order in which they are looked for.
  private static final List<String> NAMING =
      List.of(
          "executionArn",
          "stateMachineArn",
          "stateMachineVersionArn",
          "stateMachineAliasArn",
          "activityArn",
          "mapRunArn",
          "resourceArn");

  private final Policy policy;
  private final String engine;

  Guard(Policy policy, String engine) {
    this.policy = policy;
    this.engine = engine;
  }

  /// Lets a call pass that is about something of the caller's account and that the policy allows.
  ///
  /// @throws ApiException `AccessDeniedException` when the caller may not do it
  void require(ApiCall call) {
    List<String> named =
        NAMING.stream().flatMap(name -> call.input().optionalText(name).stream()).toList();
    named.forEach(arn -> requireOwn(call, arn));
    String arn = named.isEmpty() ? "" : named.getFirst();
    require(call, call.operation().action(), call.operation().apiName(), arn);
    if (call.operation() == Operation.TEST_STATE && call.input().flag("revealSecrets", false)) {
      require(call, Action.REVEAL_SECRETS, "RevealSecrets", arn);
    }
  }

  /// Refuses what belongs to another account, whether it is there or not. Nothing of Step Functions
  /// can be shared by a policy of its own.
  private static void requireOwn(ApiCall call, String arn) {
    StatesArn parsed = parsed(arn);
    if (parsed != null && !parsed.account().equals(call.account())) {
      String action = call.operation().apiName();
      throw denied(
          call,
          action,
          arn,
          " because no resource-based policy allows the states:" + action + " action");
    }
  }

  private void require(ApiCall call, Action action, String name, String arn) {
    switch (policy.decide(call.caller(), action, resource(arn, call), call.context())) {
      case Decision.Allow _ -> {
        // It may be done.
      }
      case Decision.Deny _ -> throw denied(call, name, arn.isEmpty() ? "*" : arn, "");
    }
  }

  private static ApiException denied(ApiCall call, String action, String resource, String reason) {
    return ApiException.of(
        "AccessDeniedException",
        "User: arn:aws:iam::%s:user/%s is not authorized to perform: states:%s on resource: %s%s"
            .formatted(call.account(), call.caller().subject(), action, resource, reason));
  }

  private Resource resource(String arn, ApiCall call) {
    if (arn.isEmpty()) {
      return new Resource.Account(call.account());
    }
    return switch (parsed(arn)) {
      case StatesArn.Execution execution ->
          new Resource.Execution(engine, execution.machine(), execution.name());
      case StatesArn.Machine machine -> new Resource.Machine(engine, machine.name());
      case StatesArn.ExpressExecution _, StatesArn.Activity _, StatesArn.MapRun _ ->
          new Resource.Named(arn);
      case null -> new Resource.Named(arn);
    };
  }

  /// What the ARN names, whatever test case follows it; null when it is none.
  private static @Nullable StatesArn parsed(String arn) {
    try {
      return StatesArn.parse(StatesArn.withoutTestCase(arn));
    } catch (WorkflowException e) {
      return null;
    }
  }
}
