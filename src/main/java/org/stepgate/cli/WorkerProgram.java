package org.stepgate.cli;

/// What a worker does once its log is there.
@FunctionalInterface
interface WorkerProgram {
  /// Serves until it is told to end, and has drained.
  ///
  /// @param log where the error lines for the web server come from
  /// @return an [ExitCode]
  /// @throws Exception when the worker cannot start or go on; it is logged as an error
  int run(WorkerOptions options, WorkerLog log) throws Exception;
}
