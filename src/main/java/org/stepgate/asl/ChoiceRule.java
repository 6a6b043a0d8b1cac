package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// One rule of a Choice state.
///
/// @param condition when it applies
/// @param flow makes the state's output and variables then
/// @param next the state that follows then
public record ChoiceRule(Condition condition, DataFlow flow, String next) {
  /// A test of the state's effective input.
  @FunctionalInterface
  public interface Condition {
    /// Whether the input meets the condition.
    ///
    /// @throws EvaluationException when a variable of the condition does not exist, or an
    ///   expression gives no truth value
    boolean holds(JsonValue input, Scope scope);
  }
}
