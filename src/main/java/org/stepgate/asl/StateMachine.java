package org.stepgate.asl;

import org.jspecify.annotations.Nullable;

/// A whole definition, checked by the parser.
///
/// @param graph the states
/// @param comment the author's remark, null when there is none
/// @param timeoutSeconds how long an execution may run, 1 or more; null for no limit
/// @spec https://states-language.net/spec.html#toplevelfields Amazon States Language, top-level
///   fields
public record StateMachine(
    StateGraph graph, @Nullable String comment, @Nullable Long timeoutSeconds) {
  /// Checks the range of the timeout.
  public StateMachine {
    if (timeoutSeconds != null && timeoutSeconds < 1) {
      throw new IllegalArgumentException("TimeoutSeconds must be 1 or more");
    }
  }
}
