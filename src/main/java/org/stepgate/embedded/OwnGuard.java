package org.stepgate.embedded;

import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Cause;
import org.stepgate.store.MachineOrigin;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// Asks before a machine has this engine do something.
///
/// A machine of the configuration is the word of the site, like a service with a role of its own:
/// it may use tokens and activities, and start other machines of the configuration. What others
/// have made through the API acts with the rights of who has started the execution, and so does
/// what starts such a machine.
///
/// Threads: safe for use by any.
final class OwnGuard {
  private final Targets targets;
  private volatile OwnCalls calls = OwnCalls.UNASKED;

  OwnGuard(Targets targets) {
    this.targets = targets;
  }

  /// Asks in this way from now on.
  void use(OwnCalls next) {
    calls = next;
  }

  /// Lets a call pass that may be made.
  ///
  /// @param action the operation of the Step Functions API
  /// @param about the machine or the activity; null for what a task token names
  /// @return what is put on record with what the call does; null for who has started the execution
  /// @throws WorkflowException when it may not be made
  @Nullable Cause require(OwnService.Caller caller, String action, @Nullable StatesArn about)
      throws InterruptedException {
    if (about != null && !about.account().equals(caller.account())) {
      throw denied(caller, action, about);
    }
    if (caller.isOfFiles() && !(about instanceof StatesArn.Machine machine && isMade(machine))) {
      return null;
    }
    StatesArn named = about instanceof StatesArn.Machine machine ? machine.unqualified() : about;
    return switch (calls.decide(new OwnCalls.Question(caller.call(), action, named))) {
      case OwnCalls.Verdict.Allowed(Cause cause) -> cause;
      case OwnCalls.Verdict.Denied() -> throw denied(caller, action, about);
      case OwnCalls.Verdict.Hidden() ->
          throw about instanceof StatesArn.Activity
              ? WorkflowException.noSuchActivity(about.toString())
              : WorkflowException.noSuchMachine(String.valueOf(about));
    };
  }

  /// Whether a machine was made through the API. One that is not there is not made.
  private boolean isMade(StatesArn.Machine machine) {
    return targets
        .find(machine.toString())
        .filter(target -> !isOfFiles(target.origin()))
        .isPresent();
  }

  /// Whether an execution is one of a machine of the configuration. Those of others know when their
  /// machine was made or changed.
  static boolean isOfFiles(MachineOrigin origin) {
    return origin.account().isEmpty() && origin.revisionTime() == null;
  }

  private static WorkflowException denied(
      OwnService.Caller caller, String action, @Nullable StatesArn about) {
    return new WorkflowException(
        "AccessDeniedException",
        "%s is not authorized to perform: states:%s on resource: %s"
            .formatted(caller.arn(), action, about == null ? "*" : about));
  }
}
