package org.stepgate.engine;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the interpreter asks of the shell. The shell commits first and acts then; it may act twice
/// after a crash, hence the idempotency key of a task.
public sealed interface Command {
  /// Call a task and bring its end back as an event. The work of an activity is put out instead,
  /// for a worker to take it.
  ///
  /// @param task the attempt; with the execution's ARN it makes the idempotency key
  /// @param stateName the state that calls
  /// @param attempt 0 for the first, then the number of the retry
  /// @param resource the ARN of what to call, with the suffix of its integration pattern
  /// @param arguments what to call it with
  /// @param timeLimit how long the attempt may take; a timer of the interpreter ends it too
  /// @param role the ARN of the role to call with; null for the machine's own
  /// @param token the token by which the task is ended; null when the end of the call is its end
  record StartTask(
      TaskId task,
      String stateName,
      int attempt,
      String resource,
      Payload arguments,
      Duration timeLimit,
      @Nullable String role,
      @Nullable String token)
      implements Command {
    /// True when the resource is an activity.
    public boolean isActivity() {
      return TaskResource.isActivity(resource);
    }
  }

  /// Start the run of a distributed Map state and bring its end back as that of a task.
  record StartMapRun(TaskId run, MapRunPlan plan) implements Command {}

  /// Let a map run go on that has ended without success: its children that did not succeed run
  /// again, those that were never started are started. Its end comes back as before.
  ///
  /// @param time when it was redriven
  record RedriveMapRun(TaskId run, Instant time) implements Command {}

  /// Stop a map run and all its children: its end is of no interest any more.
  record CancelMapRun(TaskId run) implements Command {}

  /// Forget a task that was started: its end is of no interest any more.
  record CancelTask(TaskId task) implements Command {}

  /// Bring back [Event.TimerFired] when it is due.
  record SetTimer(TimerId timer, Due due) implements Command {}

  /// Forget a timer.
  record CancelTimer(TimerId timer) implements Command {}

  /// When a timer is due.
  sealed interface Due {
    /// So long after the event that is being processed, whatever the wall clock does.
    record After(Duration delay) implements Due {}

    /// At that moment of the wall clock.
    record At(Instant moment) implements Due {}
  }
}
