package org.stepgate.engine;

import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// What happens to an execution from outside. An event that does not fit the execution's state (a
/// result for a task that has ended, a timer that was cancelled) is answered with an empty
/// [Advance].
public sealed interface Event {
  /// The execution begins. The first event, and only that.
  record Started() implements Event {}

  /// Goes on after an [Advance] that said [Advance#more].
  record Continued() implements Event {}

  /// A task attempt has ended well.
  ///
  /// @param output what it returned
  record TaskSucceeded(TaskId task, JsonValue output) implements Event {}

  /// A task attempt has failed.
  ///
  /// @param error the error's name, such as `States.TaskFailed`
  /// @param cause the explanation, null when there is none
  record TaskFailed(TaskId task, @Nullable String error, @Nullable String cause) implements Event {}

  /// A worker has taken the work of an activity.
  ///
  /// @param workerName the name that it gave, null when it gave none
  record TaskTaken(TaskId task, @Nullable String workerName) implements Event {}

  /// The call of a task that waits for its token has ended well: the service has taken it, and its
  /// end comes later.
  ///
  /// @param output what the call returned
  record TaskSubmitted(TaskId task, JsonValue output) implements Event {}

  /// A task has shown that it is alive: its heartbeat timer starts anew.
  record TaskHeartbeat(TaskId task) implements Event {}

  /// A timer is due.
  record TimerFired(TimerId timer) implements Event {}

  /// Somebody ends the execution.
  record StopRequested(@Nullable String error, @Nullable String cause) implements Event {}

  /// Somebody lets an execution go on that has ended otherwise than with success.
  ///
  /// @param token what the request is recognised by, null when it has nothing
  record Redriven(@Nullable String token) implements Event {}

  /// An evaluation of this execution took longer than the time that the shell allows, or brought
  /// the thread down: the frame that was running fails with `States.QueryEvaluationError`.
  /// Recorded, so that a replay fails at the same place.
  ///
  /// @param cause the explanation
  record EvaluationCutOff(String cause) implements Event {}

  /// The engine has failed to answer some event of this execution or to store the answer, however
  /// often it tried: the execution fails with `States.Runtime`, which nothing catches.
  ///
  /// @param cause the explanation
  record EngineFailed(String cause) implements Event {}
}
