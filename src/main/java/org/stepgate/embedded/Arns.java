package org.stepgate.embedded;

/// The ARNs of this account and region.
///
/// @param account 12 digits
/// @param region such as `us-east-1`
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/auth-and-access-control-sfn.html
///   formats of the ARNs of Step Functions
record Arns(String account, String region) {
  /// The ARN of a state machine.
  String machine(String name) {
    return "arn:aws:states:" + region + ':' + account + ":stateMachine:" + name;
  }

  /// The ARN of a Standard execution.
  String standard(String machine, String name) {
    return "arn:aws:states:" + region + ':' + account + ":execution:" + machine + ':' + name;
  }

  /// The ARN of an Express execution, which ends with an id of that run.
  String express(String machine, String name, String run) {
    return "arn:aws:states:"
        + region
        + ':'
        + account
        + ":express:"
        + machine
        + ':'
        + name
        + ':'
        + run;
  }

  /// The role that executions have: there are no roles on this host, and the name says so.
  String role() {
    return "arn:aws:iam::" + account + ":role/stepgate";
  }
}
