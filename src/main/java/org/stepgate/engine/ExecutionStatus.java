package org.stepgate.engine;

/// The status of an execution, with the names of the Step Functions API.
public enum ExecutionStatus {
  /// It goes on.
  RUNNING,
  /// It ended with an output.
  SUCCEEDED,
  /// It ended with an error.
  FAILED,
  /// It ran longer than the machine's TimeoutSeconds.
  TIMED_OUT,
  /// Somebody stopped it.
  ABORTED;

  /// True for every status but [#RUNNING].
  public boolean isClosed() {
    return this != RUNNING;
  }
}
