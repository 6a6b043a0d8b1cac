package org.stepgate.engine;

import java.util.function.BooleanSupplier;

/// What the interpreter asks of the world while it processes an event. Answers to the same question
/// during the same event, and during each replay of it, are the same.
public interface Outside {
  /// The token of a task attempt: a text of 22 to 1,024 letters, digits, `-` and `_` that holds at
  /// least 128 bits nobody can guess, different for every attempt of every execution.
  String token(String executionArn, TaskId task);

  /// Begins the time that the expressions of a state may take, at the first question: what it gives
  /// is true once that time is over, and the evaluation then fails. A backstop, as evaluations are
  /// bounded by counts; where events are replayed the answers have to be recorded.
  BooleanSupplier evaluationTime();

  /// Whether there is an activity of that ARN.
  boolean activityExists(String arn);
}
