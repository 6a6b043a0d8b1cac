package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// How data comes into a state and leaves it, in the query language of the state. The interpreter
/// calls the two methods and knows nothing of paths or expressions.
///
/// @spec https://states-language.net/spec.html#data-flow Amazon States Language, input and output
///   processing
public sealed interface DataFlow permits JsonPathDataFlow {
  /// What the state works on: the input after InputPath and Parameters.
  ///
  /// @param input the state's raw input
  /// @param scope the context object and what else expressions can see
  /// @throws EvaluationException when a path or template does not apply to the input
  JsonValue effectiveInput(JsonValue input, Scope scope);

  /// What the state hands on: `result` after ResultSelector, ResultPath and OutputPath.
  ///
  /// @param input the state's raw input
  /// @param result what the state has produced
  /// @throws EvaluationException when a path or template does not apply
  JsonValue output(JsonValue input, JsonValue result, Scope scope);
}
