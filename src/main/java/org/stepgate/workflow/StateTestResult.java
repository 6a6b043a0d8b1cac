package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// The answer to [StateTest].
///
/// @param status how the state ended
/// @param output its output in JSON; null when it failed or would be tried again
/// @param error the error's name; null without one
/// @param cause the explanation; null without one
/// @param nextState where the machine would go on; null when it would end
/// @param inspection what happened inside; null on the level INFO
public record StateTestResult(
    Status status,
    @Nullable String output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String nextState,
    @Nullable StateInspection inspection) {

  /// How a state can end, with the names of the API.
  public enum Status {
    /// With its output.
    SUCCEEDED,
    /// With an error that nobody handles.
    FAILED,
    /// With an error after which it would be tried again.
    RETRIABLE,
    /// With an error that a catcher took.
    CAUGHT_ERROR
  }
}
