package org.stepgate.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stepgate.store.NewApproval;

/// Says which tasks of activities people decide, and what they are asked.
///
/// Threads: safe for use by any; answers at once.
public interface ApprovalRules {
  /// No task is decided by people.
  ApprovalRules NONE = _ -> Optional.empty();

  /// A task of an activity that is about to be stored.
  ///
  /// @param id names the attempt, the same for each try to commit it
  /// @param activity the name of the activity, empty for none in particular
  /// @param execution the id of the execution
  /// @param executionArn its ARN
  /// @param state the state that asks
  /// @param input the JSON text of the task's input
  /// @param caller the JSON text of who started the execution
  /// @param asked now
  /// @param timeLimit how long the state may take
  record Task(
      String id,
      String activity,
      String execution,
      String executionArn,
      String state,
      String input,
      String caller,
      Instant asked,
      Duration timeLimit) {}

  /// The question that is put to people; empty when workers carry out the task.
  Optional<NewApproval> ask(Task task);

  /// Whether people decide all tasks of an activity of the configuration's account.
  default boolean decides(String activity) {
    return false;
  }
}
