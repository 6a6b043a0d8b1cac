package org.stepgate.engine;

import org.stepgate.asl.State;
import org.stepgate.engine.Frame.MapRun;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;

/// Lets an execution go on that did not succeed, from the frames that were kept at its end.
///
/// A thread that was about to enter a state enters it. One that was in a state tries it again, with
/// the same input and all its retries; a Parallel or Map state, whose branches or iterations are
/// there, leaves it to them. A distributed Map state lets its run go on when that has failed or was
/// stopped.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html Step
///   Functions, redriving executions
final class Redriving {
  private Redriving() {}

  /// Begins; the caller lets the frames go on that can.
  static void begin(Changes changes, Event.Redriven request) {
    long last = changes.execution().header().nextEventId() - 1;
    Redrive redrive = changes.reopen(request.token());
    long redriven =
        changes.emit(
            HistoryEventType.ExecutionRedriven,
            last,
            new Detail.Count("redriveCount", redrive.count()));
    Closing.startTime(changes);
    for (Frame frame : changes.frames()) {
      if (!changes.isClosed() && changes.frame(frame.id()) != null) {
        goOn(changes, frame, redriven);
      }
    }
  }

  private static void goOn(Changes changes, Frame frame, long redriven) {
    switch (frame.phase()) {
      case Phase.Ready _ -> changes.put(frame.after(redriven));
      case Phase.Halted(Visit visit, MapRun run) when run != null ->
          goOn(changes, frame.after(redriven), visit, run);
      case Phase.Halted(Visit visit, _) -> again(changes, frame.after(redriven), visit);
      case Phase.AwaitingChildren(Visit visit, FrameId fan) -> {
        if (changes.frame(fan) == null) {
          // All had ended, and what came of them was the failure.
          again(changes, frame.after(redriven), visit.anew());
        }
      }
      case Phase.FanOut _ -> {}
      case Phase.AwaitingTask _,
          Phase.AwaitingTimer _,
          Phase.AwaitingRetry _,
          Phase.AwaitingMapRun _ ->
          throw new AssertionError("frame " + frame.id().number() + " waits after the end");
    }
  }

  private static void goOn(Changes changes, Frame thread, Visit visit, MapRun run) {
    changes.put(thread);
    State state = Graphs.stateOf(changes, thread);
    Frame next = DistributedMaps.redrive(changes, thread, state, visit, run);
    if (next != null) {
      changes.put(next);
    }
  }

  private static void again(Changes changes, Frame thread, Visit visit) {
    // The thread is in its state while that is tried, as its expressions look around from there.
    changes.put(thread.with(new Phase.Halted(visit)));
    State state = Graphs.of(changes, thread).state(visit.state());
    Frame next = Failures.again(changes, thread.with(new Phase.Halted(visit)), state, visit);
    if (next != null) {
      changes.put(next);
    }
  }
}
