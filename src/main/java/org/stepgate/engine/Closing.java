package org.stepgate.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.HistoryEvent.Detail;

/// Ends the execution as a whole, and keeps the time that it may take.
final class Closing {
  private Closing() {}

  /// How long the execution may run, null when there is no limit.
  static @Nullable Duration timeLimit(Execution execution) {
    Long own = execution.definition().timeoutSeconds();
    if (!execution.identity().express()) {
      return own == null ? null : Duration.ofSeconds(own);
    }
    return Duration.ofSeconds(
        own == null
            ? ExecutionLimits.EXPRESS_SECONDS
            : Math.min(own, ExecutionLimits.EXPRESS_SECONDS));
  }

  /// The timer that ends the execution when it has taken too long; null when there is none. It is
  /// the first that an execution sets, so nothing has to remember it.
  static @Nullable TimerId deadline(Execution execution) {
    return timeLimit(execution) == null ? null : new TimerId(1);
  }

  /// Begins the time that the execution may take, at its start or once more.
  static void startTime(Changes changes) {
    Duration limit = timeLimit(changes.execution());
    TimerId deadline = deadline(changes.execution());
    if (limit != null && deadline != null) {
      changes.setTimer(deadline, new Command.Due.After(limit));
    }
  }

  /// The machine has come to its end.
  static void succeed(Changes changes, long previousId, Payload output) {
    changes.emit(
        HistoryEventType.ExecutionSucceeded, previousId, new Detail.Data("output", output));
    changes.cancel(deadline(changes.execution()));
    changes.close(ExecutionStatus.SUCCEEDED, output, null);
  }

  /// A failure that nothing caught.
  static void fail(Changes changes, long previousId, Failure failure) {
    changes.emit(HistoryEventType.ExecutionFailed, previousId, StateEvents.details(failure));
    changes.cancel(deadline(changes.execution()));
    changes.close(ExecutionStatus.FAILED, null, failure);
  }

  /// The execution has taken too long.
  static void timeOut(Changes changes) {
    Failure failure = Failure.of(Failure.TIMEOUT, null);
    changes.emit(HistoryEventType.ExecutionTimedOut, 0, StateEvents.details(failure));
    changes.close(ExecutionStatus.TIMED_OUT, null, failure);
  }

  /// Somebody has stopped the execution.
  static void abort(Changes changes, Event.StopRequested request) {
    Failure failure = Failure.of(request.error(), request.cause());
    changes.emit(HistoryEventType.ExecutionAborted, 0, StateEvents.details(failure));
    changes.cancel(deadline(changes.execution()));
    changes.close(ExecutionStatus.ABORTED, null, failure);
  }

  /// The engine cannot go on with the execution. Nothing is asked of its frames, which may be why.
  static void engineFailed(Changes changes, String cause) {
    fail(changes, 0, Failure.terminal(Failure.RUNTIME, cause));
  }

  /// The history has no room but for its end.
  static void historyFull(Changes changes, long previousId) {
    fail(
        changes,
        previousId,
        Failure.terminal(
            Failure.RUNTIME,
            "The execution reached the maximum number of history events ("
                + ExecutionLimits.HISTORY_EVENTS
                + ")."));
  }
}
