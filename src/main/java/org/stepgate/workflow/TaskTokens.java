package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// What is told to tasks that wait for their token: those of `.waitForTaskToken` and `.sync`
/// resources, and those of activities.
///
/// A call returns once what it says is durable; the execution goes on soon after that, in whichever
/// worker. What is said of a task is said once: a second success or failure is refused.
///
/// Every call throws [WorkflowException] with `InvalidToken` for a token that was never given out
/// in this account, and `TaskTimedOut` for one whose task has ended, by whatever. Every call may
/// throw [BackendException], and [InterruptedException] when it is interrupted; what it says may
/// have become durable then.
public interface TaskTokens {
  /// A task has ended well.
  ///
  /// @param account the account of the caller
  /// @param taskToken the token
  /// @param output JSON text, at most 262,144 bytes of UTF-8
  record Success(String account, String taskToken, String output) {}

  /// A task has failed.
  ///
  /// @param account the account of the caller
  /// @param taskToken the token
  /// @param error the error's name; null when none is given
  /// @param cause the explanation; null when none is given
  record Failure(
      String account, String taskToken, @Nullable String error, @Nullable String cause) {}

  /// A task goes on.
  ///
  /// @param account the account of the caller
  /// @param taskToken the token
  record Heartbeat(String account, String taskToken) {}

  /// Ends a task with an output.
  ///
  /// @throws WorkflowException also with `InvalidOutput` when the output is no JSON text or too
  ///   large
  void sendSuccess(Success request) throws InterruptedException;

  /// Ends a task with an error.
  void sendFailure(Failure request) throws InterruptedException;

  /// Begins the heartbeat time of a task anew. Of no effect for a task that needs none.
  void sendHeartbeat(Heartbeat request) throws InterruptedException;
}
