package org.stepgate.schedules;

/// What a tick does while the execution of an earlier one still runs.
public enum Overlap {
  /// It starts nothing.
  SKIP,
  /// It starts another execution.
  ALLOW,
  /// It stops the running execution and starts its own.
  CANCEL
}
