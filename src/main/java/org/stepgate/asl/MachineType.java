package org.stepgate.asl;

/// The types of state machine, which differ in what they may call.
public enum MachineType {
  /// Durable, up to a year.
  STANDARD,
  /// Short and many; may neither wait for a token or a job, nor call activities.
  EXPRESS
}
