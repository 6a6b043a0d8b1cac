package org.stepgate.asl;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// How data comes into a state and leaves it, in the query language of the state. The interpreter
/// calls the methods and knows nothing of paths or expressions.
///
/// @spec https://states-language.net/spec.html#data-flow Amazon States Language, input and output
///   processing
public sealed interface DataFlow permits JsonPathDataFlow, JsonataDataFlow {
  /// What the state works on: in JSONPath the input after InputPath and Parameters, in JSONata the
  /// Arguments, or the input when there are none.
  ///
  /// @param input the state's raw input
  /// @param scope the context object and what else expressions can see
  /// @throws EvaluationException when a path or template does not apply to the input
  JsonValue effectiveInput(JsonValue input, Scope scope);

  /// What the state hands on, and what it assigns to variables.
  ///
  /// @param input the state's raw input
  /// @param result what the state has produced; null when its type produces nothing but passes on
  ///   its effective input
  /// @throws EvaluationException when a path or template does not apply
  Outcome outcome(JsonValue input, @Nullable JsonValue result, Scope scope);

  /// What a state leaves behind.
  ///
  /// @param output the input of the next state
  /// @param assigned new values by the name of the variable; empty when the state assigns none
  record Outcome(JsonValue output, Map<String, JsonValue> assigned) {
    /// An output and no variable.
    static Outcome of(JsonValue output) {
      return new Outcome(output, Map.of());
    }
  }
}
