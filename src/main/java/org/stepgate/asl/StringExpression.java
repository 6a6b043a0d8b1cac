package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// A text that stands in the definition or is taken from data.
public interface StringExpression {
  /// The value for this input.
  ///
  /// @param input the state's input after InputPath
  /// @throws EvaluationException when the data hold no such value
  String evaluate(JsonValue input, Scope scope);
}
