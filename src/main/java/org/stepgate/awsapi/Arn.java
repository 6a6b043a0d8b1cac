package org.stepgate.awsapi;

import java.util.List;
import org.stepgate.workflow.ExecutionId;

/// The name of a resource in the Step Functions API.
///
/// @spec
///   https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
sealed interface Arn {
  /// An execution: `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`.
  record Execution(String account, String machine, String name) implements Arn {}

  /// A state machine, one of its versions or aliases:
  /// `arn:aws:states:REGION:ACCOUNT:stateMachine:NAME`, perhaps with `:QUALIFIER`.
  record Machine(String account, String name) implements Arn {}

  /// Another resource, such as `activity` or `express`.
  record Other(String account, String type) implements Arn {}

  /// No ARN at all.
  record Malformed(String reason) implements Arn {}

  /// Reads an ARN.
  static Arn parse(String text) {
    List<String> parts = List.of(text.split(":", -1));
    if (!parts.getFirst().equals("arn")) {
      return new Malformed("Invalid ARN prefix: " + text);
    }
    if (parts.size() < 7) {
      return new Malformed("Invalid ARN: " + text);
    }
    String account = parts.get(4);
    String type = parts.get(5);
    if (type.equals("execution")
        && parts.size() == 8
        && ExecutionId.isName(parts.get(6))
        && ExecutionId.isName(parts.get(7))) {
      return new Execution(account, parts.get(6), parts.get(7));
    }
    if (type.equals("stateMachine") && parts.size() <= 8 && ExecutionId.isName(parts.get(6))) {
      return new Machine(account, parts.get(6));
    }
    return new Other(account, type);
  }
}
