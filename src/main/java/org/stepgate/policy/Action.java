package org.stepgate.policy;

/// What somebody may want to do.
public enum Action {
  /// Call a route, or start a state machine by its name.
  INVOKE,
  /// See an execution, its result and history, a machine or a route.
  READ,
  /// End an execution.
  STOP,
  /// Start a failed execution again.
  REDRIVE,
  /// Decide an approval.
  DECIDE,
  /// Change machines and settings.
  ADMINISTER
}
