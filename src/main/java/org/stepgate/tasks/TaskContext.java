package org.stepgate.tasks;

import org.jspecify.annotations.Nullable;

/// What a running call tells its caller.
public interface TaskContext {
  /// A process group exists for this call and waits: the command has not started. It starts when
  /// this method returns, so an implementation returns only once the group is stored durably where
  /// whoever takes over from this worker finds it.
  ///
  /// Called at most once per call, on the thread that runs the call. An exception ends the group,
  /// without the command having run, and leaves [TaskRunner#run].
  ///
  /// @throws InterruptedException when the call is cancelled
  void processStarted(ProcessGroup group) throws InterruptedException;

  /// Who sees the HTTP requests and answers of this call; null for nobody.
  default @Nullable HttpWatch httpWatch() {
    return null;
  }
}
