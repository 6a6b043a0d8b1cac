package org.stepgate.store;

import org.stepgate.engine.ExecutionStatus;

/// The numbers that stand for statuses in the database. They never change.
final class StatusCode {
  static final int RUNNING = 0;

  private StatusCode() {}

  static int of(ExecutionStatus status) {
    return switch (status) {
      case RUNNING -> RUNNING;
      case SUCCEEDED -> 1;
      case FAILED -> 2;
      case TIMED_OUT -> 3;
      case ABORTED -> 4;
    };
  }

  static ExecutionStatus status(int code) {
    return switch (code) {
      case RUNNING -> ExecutionStatus.RUNNING;
      case 1 -> ExecutionStatus.SUCCEEDED;
      case 2 -> ExecutionStatus.FAILED;
      case 3 -> ExecutionStatus.TIMED_OUT;
      case 4 -> ExecutionStatus.ABORTED;
      default -> throw new IllegalStateException("no status has the number " + code);
    };
  }
}
