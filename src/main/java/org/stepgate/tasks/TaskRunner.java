package org.stepgate.tasks;

import java.util.Optional;

/// Makes calls to one kind of resource.
///
/// Safe for use by any number of threads.
@FunctionalInterface
public interface TaskRunner extends AutoCloseable {
  /// Makes the call and waits for its end, at most for the call's time limit and a few seconds in
  /// which processes are ended.
  ///
  /// Bad arguments, refusals, failures of the callee and an exceeded limit are all outcomes. Not
  /// idempotent: each invocation may have effects outside.
  ///
  /// @throws InterruptedException when the thread is interrupted, which cancels the call: by then
  ///   its connection is closed and its processes are ended
  TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException;

  /// What the mock file answers in place of the call, where the execution was started with a test
  /// case; empty when the call is to be made. A repetition of a call gets the same answer.
  default Optional<TaskOutcome> mocked(TaskCall call) {
    return Optional.empty();
  }

  /// Gives up threads and connections; calls under way end as cancelled. Nothing to do unless a
  /// runner has some.
  @Override
  default void close() {}
}
