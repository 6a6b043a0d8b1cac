package org.stepgate.embedded;

/// What the turns of executions are carried out on.
interface Turns extends AutoCloseable {
  /// Has a turn carried out, soon and on another thread.
  ///
  /// @throws java.util.concurrent.RejectedExecutionException once this is closed
  void execute(Runnable turn);

  /// Carries out what is queued, within a few seconds, and takes no more.
  @Override
  void close();
}
