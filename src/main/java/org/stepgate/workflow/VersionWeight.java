package org.stepgate.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// A version to which an alias routes.
///
/// @param versionArn the ARN of the version
/// @param weight the share of executions that it gets, 0 to 100
public record VersionWeight(String versionArn, int weight) {
  private static final int WHOLE = 100;

  /// The versions of a routing configuration, which need not exist.
  ///
  /// @return at least one, all of one machine
  /// @throws WorkflowException `InvalidArn`; `ValidationException` when it is no routing
  ///   configuration, whatever there is
  public static List<StatesArn.Machine> versions(List<VersionWeight> routing) {
    List<String> texts = routing.stream().map(VersionWeight::versionArn).toList();
    var arns = new ArrayList<StatesArn.Machine>();
    for (String text : texts) {
      StatesArn.Machine arn = StatesArn.machine(text);
      if (!arn.isVersion()) {
        throw WorkflowException.validation(
            "Routing configuration must contain state machine version ARNs. Received: " + texts);
      }
      arns.add(arn);
    }
    if (new HashSet<>(texts).size() < texts.size()) {
      throw WorkflowException.validation(
          "Routing configuration must contain distinct state machine version ARNs. Received: "
              + texts);
    }
    if (arns.stream().map(StatesArn.Machine::unqualified).distinct().count() != 1) {
      throw WorkflowException.validation(
          "Routing configuration must contain versions of one state machine. Received: " + texts);
    }
    List<Integer> weights = routing.stream().map(VersionWeight::weight).toList();
    if (weights.stream().mapToInt(Integer::intValue).sum() != WHOLE) {
      throw WorkflowException.validation(
          "Sum of routing configuration weights must equal 100. Received: " + weights);
    }
    return arns;
  }

  /// The same for an alias that there is already.
  ///
  /// @param machine the machine of the alias
  /// @throws WorkflowException as above, and when they are versions of another machine
  public static List<StatesArn.Machine> versionsOf(
      StatesArn.Machine machine, List<VersionWeight> routing) {
    List<StatesArn.Machine> versions = versions(routing);
    if (!versions.getFirst().unqualified().equals(machine.unqualified())) {
      throw WorkflowException.validation(
          "Routing configuration must contain versions of the alias' state machine. Received: "
              + routing.stream().map(VersionWeight::versionArn).toList());
    }
    return versions;
  }
}
