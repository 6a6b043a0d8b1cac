package org.stepgate.awsapi;

import java.util.List;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Policy;
import org.stepgate.policy.Resource;

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

  /// Lets a call pass.
  ///
  /// @throws ApiException `AccessDeniedException` when the caller may not do it
  void require(ApiCall call) {
    String arn =
        NAMING.stream().flatMap(name -> call.optionalText(name).stream()).findFirst().orElse("");
    var decision = policy.decide(call.caller(), call.operation().action(), resource(arn, call));
    switch (decision) {
      case Decision.Allow _ -> {
        // It may be done.
      }
      case Decision.Deny _ ->
          throw ApiException.of(
              "AccessDeniedException",
              "User: arn:aws:iam::%s:user/%s is not authorized to perform: states:%s on resource: %s"
                  .formatted(
                      call.account(),
                      call.caller().subject(),
                      call.operation().apiName(),
                      arn.isEmpty() ? "*" : arn));
    }
  }

  private Resource resource(String arn, ApiCall call) {
    if (arn.isEmpty()) {
      return new Resource.Account(call.account());
    }
    return switch (Arn.parse(arn)) {
      case Arn.Execution(_, var machine, var name) -> new Resource.Execution(engine, machine, name);
      case Arn.Machine(_, var name) -> new Resource.Machine(engine, name);
      case Arn.Other _, Arn.Malformed _ -> new Resource.Named(arn);
    };
  }
}
