package org.stepgate.embedded;

import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.StatesArn;

/// The ARNs of this server: of its region, and of its own account unless another is named.
///
/// @param account the account of the configuration, 12 digits
/// @param region such as `us-east-1`
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/auth-and-access-control-sfn.html
///   formats of the ARNs of Step Functions
record Arns(String account, String region) {
  /// The account as ids have it: empty for that of the configuration.
  String owner(String digits) {
    return MachineId.owner(digits, account);
  }

  /// The account as ARNs have it.
  private String digits(MachineId id) {
    return id.account().isEmpty() ? account : id.account();
  }

  /// Whether the ARN is of this region.
  boolean isHere(StatesArn arn) {
    return arn.region().equals(region);
  }

  /// The machine that an ARN names, or names a version or alias of.
  MachineId id(StatesArn.Machine arn) {
    return new MachineId(owner(arn.account()), arn.name());
  }

  /// The ARN of a state machine.
  String machine(MachineId id) {
    return machineArn(id, null);
  }

  /// The ARN of a version or an alias.
  String qualified(MachineId id, String qualifier) {
    return machineArn(id, qualifier);
  }

  private String machineArn(MachineId id, @Nullable String qualifier) {
    return new StatesArn.Machine(region, digits(id), id.name(), null, qualifier).toString();
  }

  /// The ARN of a Standard execution.
  String standard(MachineId machine, String name) {
    return new StatesArn.Execution(region, digits(machine), machine.name(), null, name).toString();
  }

  /// The ARN of an Express execution, which ends with an id of that run.
  String express(MachineId machine, String name, String run) {
    return new StatesArn.ExpressExecution(region, digits(machine), machine.name(), null, name, run)
        .toString();
  }

  /// The role of executions of machines that name none: there are no roles on this host, and the
  /// name says so.
  String role() {
    return "arn:aws:iam::" + account + ":role/stepgate";
  }
}
