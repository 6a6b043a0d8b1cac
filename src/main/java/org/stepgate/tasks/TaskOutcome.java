package org.stepgate.tasks;

import org.stepgate.json.JsonValue;

/// How a call ended.
public sealed interface TaskOutcome {
  /// The call has a result.
  ///
  /// @param output the result of the Task state, before `ResultSelector`
  record Succeeded(JsonValue output) implements TaskOutcome {}

  /// The task has ended, not only its call: also where the state waits for its token or for a job,
  /// nothing more comes.
  ///
  /// @param output the result of the Task state, before `ResultSelector`
  record Ended(JsonValue output) implements TaskOutcome {}

  /// The call failed; Retry and Catch of the state decide what happens.
  ///
  /// @param error the error name that Retry and Catch match, such as `States.Timeout` or
  ///   `States.Http.StatusCode.404`; not empty
  /// @param cause text for people: what was expected, what came; bounded, without credentials of
  ///   the configuration
  record Failed(String error, String cause) implements TaskOutcome {
    /// Checks that the error has a name.
    public Failed {
      if (error.isEmpty()) {
        throw new IllegalArgumentException("a failed task has an error name");
      }
    }
  }

  /// The time that the state gives its task has passed before the call ended. The timer of the
  /// state says the same at that very moment, and one of the two is recorded: both as the error
  /// `States.Timeout` without a cause.
  record OutOfTime() implements TaskOutcome {}
}
