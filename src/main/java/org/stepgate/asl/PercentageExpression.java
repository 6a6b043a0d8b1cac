package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// A share in percent that stands in the definition or is taken from data.
@FunctionalInterface
public interface PercentageExpression {
  /// The greatest value.
  double MAXIMUM = 100;

  /// The value for this input, 0 to 100.
  ///
  /// @param input the state's input after InputPath
  /// @throws EvaluationException when the data hold no such value
  double evaluate(JsonValue input, Scope scope);
}
