package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// A JSON value that stands in the definition or is made from data.
@FunctionalInterface
public interface JsonExpression {
  /// The value for this input.
  ///
  /// @param input the state's input after InputPath
  /// @throws EvaluationException when an expression does not apply
  JsonValue evaluate(JsonValue input, Scope scope);
}
