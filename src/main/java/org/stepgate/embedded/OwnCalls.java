package org.stepgate.embedded;

import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Cause;
import org.stepgate.tasks.TaskCall;
import org.stepgate.workflow.StatesArn;

/// Decides, by the policies of the site, what machines may have this engine itself do: start other
/// machines, answer tasks, poll activities. Safe for many threads.
@FunctionalInterface
public interface OwnCalls {
  /// Everything may be done, and nothing is put on record.
  OwnCalls UNASKED = _ -> new Verdict.Allowed(null);

  /// Whether who has started the outermost execution may do it.
  ///
  /// @throws InterruptedException when the call is cancelled before there is an answer
  Verdict decide(Question question) throws InterruptedException;

  /// What is asked.
  ///
  /// @param call the call of the task, with who has started its execution
  /// @param action the operation of the Step Functions API, such as `StartExecution`
  /// @param about the machine, without version or alias, or the activity; null for what a task
  ///   token names
  record Question(TaskCall call, String action, @Nullable StatesArn about) {
    /// The account of the execution, 12 digits.
    public String account() {
      return call.identity().executionArn().split(":", 6)[4];
    }
  }

  /// What comes of a question.
  sealed interface Verdict {
    /// It may be done.
    ///
    /// @param cause goes to the record of what is done; null for none
    record Allowed(@Nullable Cause cause) implements Verdict {}

    /// It may not be done.
    record Denied() implements Verdict {}

    /// It may not even be seen: answered as what does not exist.
    record Hidden() implements Verdict {}
  }
}
