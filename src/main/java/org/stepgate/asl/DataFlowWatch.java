package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// Is told the values between the steps of a state's data flow, as they come to be. A step can come
/// more than once in one state.
@FunctionalInterface
public interface DataFlowWatch {
  /// Nobody is told.
  DataFlowWatch NONE = (_, _) -> {};

  /// A step of the data flow, whether or not the definition has a field for it.
  enum Step {
    /// JSONPath's InputPath.
    INPUT_PATH,
    /// JSONPath's Parameters.
    PARAMETERS,
    /// JSONata's Arguments.
    ARGUMENTS,
    /// JSONPath's ResultSelector.
    RESULT_SELECTOR,
    /// JSONPath's ResultPath.
    RESULT_PATH
  }

  /// The step is done.
  ///
  /// @param value what came of it
  void reached(Step step, JsonValue value);
}
