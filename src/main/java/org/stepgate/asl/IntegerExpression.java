package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// A whole number that stands in the definition or is taken from data.
public interface IntegerExpression {
  /// The value for this input.
  ///
  /// @param input the state's input after InputPath
  /// @throws EvaluationException when the data hold no such value
  long evaluate(JsonValue input, Scope scope);
}
