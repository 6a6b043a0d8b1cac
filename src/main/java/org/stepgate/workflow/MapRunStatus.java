package org.stepgate.workflow;

/// How a map run stands.
public enum MapRunStatus {
  /// Children are running or will be.
  RUNNING,
  /// All items are done, with no more failures than tolerated.
  SUCCEEDED,
  /// Too many items failed, or items or results could not be read or written.
  FAILED,
  /// It was stopped with its execution.
  ABORTED;

  /// True when nothing will happen to the run any more.
  public boolean isClosed() {
    return this != RUNNING;
  }
}
