package org.stepgate.workflow;

/// The type of a state machine, with the names of the Step Functions API.
public enum MachineType {
  /// Durable, exactly once per name, up to a year.
  STANDARD,
  /// Fast, in memory while its own request waits, up to five minutes.
  EXPRESS
}
