package org.stepgate.engine;

import org.jspecify.annotations.Nullable;
import org.stepgate.asl.State;
import org.stepgate.engine.HistoryEvent.Detail;

/// The history events that a state has by its type.
final class StateEvents {
  private StateEvents() {}

  /// The type of the event of entering a state.
  static HistoryEventType entered(State state) {
    return switch (state) {
      case State.Pass _ -> HistoryEventType.PassStateEntered;
      case State.Task _ -> HistoryEventType.TaskStateEntered;
      case State.Choice _ -> HistoryEventType.ChoiceStateEntered;
      case State.Wait _ -> HistoryEventType.WaitStateEntered;
      case State.Succeed _ -> HistoryEventType.SucceedStateEntered;
      case State.Fail _ -> HistoryEventType.FailStateEntered;
      case State.Parallel _ -> HistoryEventType.ParallelStateEntered;
      case State.Map _ -> HistoryEventType.MapStateEntered;
    };
  }

  /// The type of the event of leaving a state.
  static HistoryEventType exited(State state) {
    return switch (state) {
      case State.Pass _ -> HistoryEventType.PassStateExited;
      case State.Task _ -> HistoryEventType.TaskStateExited;
      case State.Choice _ -> HistoryEventType.ChoiceStateExited;
      case State.Wait _ -> HistoryEventType.WaitStateExited;
      case State.Succeed _ -> HistoryEventType.SucceedStateExited;
      case State.Parallel _ -> HistoryEventType.ParallelStateExited;
      case State.Map _ -> HistoryEventType.MapStateExited;
      case State.Fail _ -> throw new AssertionError("a Fail state is not left");
    };
  }

  /// The type of the event of a state that was given up because a state around it failed; null for
  /// the types that never wait.
  static @Nullable HistoryEventType aborted(State state) {
    return switch (state) {
      case State.Task _ -> HistoryEventType.TaskStateAborted;
      case State.Wait _ -> HistoryEventType.WaitStateAborted;
      case State.Parallel _ -> HistoryEventType.ParallelStateAborted;
      case State.Map _ -> HistoryEventType.MapStateAborted;
      case State.Pass _, State.Choice _, State.Succeed _, State.Fail _ -> null;
    };
  }

  /// The type of the event of a state whose children have failed; null for the types that have no
  /// children.
  static @Nullable HistoryEventType failed(State state) {
    return switch (state) {
      case State.Parallel _ -> HistoryEventType.ParallelStateFailed;
      case State.Map _ -> HistoryEventType.MapStateFailed;
      case State.Pass _,
          State.Task _,
          State.Choice _,
          State.Wait _,
          State.Succeed _,
          State.Fail _ ->
          null;
    };
  }

  /// The event of an iteration.
  static long iteration(
      Changes changes, HistoryEventType type, long previousId, String map, int index) {
    return changes.emit(
        type, previousId, new Detail.Text("name", map), new Detail.Count("index", index));
  }

  /// The error and cause of a failure, as far as it has them.
  static Detail[] details(Failure failure) {
    if (failure.error() == null) {
      return failure.cause() == null
          ? new Detail[0]
          : new Detail[] {new Detail.Text("cause", failure.cause())};
    }
    var error = new Detail.Text("error", failure.error());
    return failure.cause() == null
        ? new Detail[] {error}
        : new Detail[] {error, new Detail.Text("cause", failure.cause())};
  }
}
