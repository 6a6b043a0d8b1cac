package org.stepgate.tasks;

import java.time.Duration;
import org.stepgate.json.JsonValue;

/// A call that a Task state makes.
///
/// @param resource the state's `Resource`, such as `arn:aws:states:::http:invoke`
/// @param arguments the state's evaluated `Parameters` or `Arguments`; the state's input when it
///   has neither
/// @param identity who calls
/// @param timeLimit what is left of the state's time, more than zero; when it has passed the call
///   ends with `States.Timeout`
public record TaskCall(
    String resource, JsonValue arguments, TaskIdentity identity, Duration timeLimit) {
  /// Checks that there is time left.
  public TaskCall {
    if (!timeLimit.isPositive()) {
      throw new IllegalArgumentException(
          "time limit is " + timeLimit + ", expected more than zero");
    }
  }
}
