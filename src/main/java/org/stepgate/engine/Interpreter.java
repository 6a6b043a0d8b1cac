package org.stepgate.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.State;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;

/// Answers each event of an execution with what it changes.
///
/// A pure function: the same execution, event and surroundings give the same answer. Neither the
/// execution nor anything else is changed. The work is proportional to what the answer holds, not
/// to the size of the execution.
///
/// Threads: any, one at a time per execution.
public final class Interpreter {
  private Interpreter() {}

  /// What `event` changes of `execution`; empty when the event does not fit, because the execution
  /// is closed, or what the event is about has ended or never was.
  ///
  /// After [Event.EvaluationCutOff] the frame that would have gone on next fails, and Retry and
  /// Catch apply to it; when none would, the execution fails. A shell whose evaluation is cut off
  /// during another event therefore drops that event, or gives it again with one step at a time to
  /// come as close to the culprit as it can.
  public static Advance advance(Execution execution, Event event, Surroundings surroundings) {
    return advance(execution, event, surroundings, surroundings.maxSteps(), StateProbe.NONE);
  }

  /// As the other, with a probe.
  ///
  /// @param maxSteps how many states may be entered, 0 for none
  static Advance advance(
      Execution execution, Event event, Surroundings surroundings, int maxSteps, StateProbe probe) {
    boolean fits =
        event instanceof Event.Redriven
            ? execution.header().resumable()
            : !execution.header().status().isClosed();
    if (!fits) {
      return nothing(execution);
    }
    var changes = new Changes(execution, surroundings, probe);
    boolean more = false;
    try {
      if (!take(changes, event)) {
        return nothing(execution);
      }
      more = goOn(changes, maxSteps);
    } catch (Changes.HistoryFull e) {
      Closing.historyFull(changes, e.previousId());
    }
    return changes.toAdvance(more);
  }

  private static Advance nothing(Execution execution) {
    return new Advance(
        execution.header(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }

  /// Takes the event itself; false when it does not fit.
  private static boolean take(Changes changes, Event event) {
    boolean isNew = changes.execution().header().nextEventId() == 1;
    return switch (event) {
      case Event.Started _ -> isNew && begin(changes);
      case Event.Continued _ -> changes.nextRunnable() != null;
      case Event.TaskSucceeded(TaskId task, var output) ->
          withMapRun(
                  changes,
                  task,
                  (thread, state, waiting) ->
                      DistributedMaps.succeeded(changes, thread, state, waiting, output))
              || withTask(
                  changes,
                  task,
                  (thread, state, waiting) ->
                      Tasks.succeeded(changes, thread, state, waiting, output));
      case Event.TaskFailed(TaskId task, String error, String cause) ->
          withMapRun(
                  changes,
                  task,
                  (thread, state, waiting) ->
                      DistributedMaps.failed(
                          changes, thread, state, waiting, Failure.of(error, cause)))
              || withTask(
                  changes,
                  task,
                  (thread, state, waiting) ->
                      Tasks.failed(changes, thread, state, waiting, Failure.of(error, cause)));
      case Event.TaskTaken(TaskId task, String workerName) ->
          withWaiting(
              changes,
              task,
              (thread, _, waiting) -> Tasks.taken(changes, thread, waiting, workerName));
      case Event.TaskSubmitted(TaskId task, var output) ->
          withWaiting(
              changes, task, (thread, state, _) -> Tasks.submitted(changes, thread, state, output));
      case Event.TaskHeartbeat(TaskId task) -> heartbeat(changes, task);
      case Event.TimerFired(TimerId timer) -> !isNew && timerFired(changes, timer);
      case Event.Redriven request -> {
        Redriving.begin(changes, request);
        yield true;
      }
      case Event.StopRequested request -> !isNew && abort(changes, request);
      case Event.EvaluationCutOff(String cause) -> {
        if (isNew) {
          begin(changes);
        }
        yield cutOff(changes, cause);
      }
      case Event.EngineFailed(String cause) -> {
        if (isNew) {
          begin(changes);
        }
        Closing.engineFailed(changes, cause);
        yield true;
      }
    };
  }

  private static boolean begin(Changes changes) {
    Execution execution = changes.execution();
    Closing.startTime(changes);
    Payload input = changes.takeInput();
    changes.emit(
        HistoryEventType.ExecutionStarted,
        0,
        new Detail.Data("input", input),
        new Detail.Text("roleArn", execution.identity().roleArn()));
    var ready = new Phase.Ready(execution.definition().graph().startAt(), input);
    FrameId root = changes.newFrame();
    changes.put(new Frame(root, root, 0, 0, ready));
    return true;
  }

  /// What an event does to a thread that waits for a task.
  private interface TaskStep {
    @Nullable Frame take(Frame thread, State.Task state, Phase.AwaitingTask waiting);
  }

  /// The end of a task.
  private static boolean withTask(Changes changes, TaskId task, TaskStep step) {
    return withWaiting(
        changes,
        task,
        (thread, state, waiting) -> {
          changes.over(task);
          return step.take(thread, state, waiting);
        });
  }

  private static boolean withWaiting(Changes changes, TaskId task, TaskStep step) {
    Frame thread = changes.waitingFor(task);
    if (thread == null
        || !(thread.phase() instanceof Phase.AwaitingTask waiting)
        || !(Graphs.stateOf(changes, thread) instanceof State.Task state)) {
      return false;
    }
    put(changes, step.take(thread, state, waiting));
    return true;
  }

  /// What the end of a map run does to the thread that waits for it.
  private interface MapRunStep {
    @Nullable Frame take(Frame thread, State.Map state, Phase.AwaitingMapRun waiting);
  }

  /// The end of a map run; false when the id is that of a task.
  private static boolean withMapRun(Changes changes, TaskId run, MapRunStep step) {
    Frame thread = changes.waitingFor(run);
    if (thread == null
        || !(thread.phase() instanceof Phase.AwaitingMapRun waiting)
        || !(Graphs.stateOf(changes, thread) instanceof State.Map state)) {
      return false;
    }
    changes.over(run);
    put(changes, step.take(thread, state, waiting));
    return true;
  }

  private static boolean heartbeat(Changes changes, TaskId task) {
    Frame thread = changes.waitingFor(task);
    if (thread == null
        || !(thread.phase() instanceof Phase.AwaitingTask waiting)
        || waiting.heartbeat() == null) {
      return false;
    }
    changes.put(Tasks.heartbeat(changes, thread, waiting));
    return true;
  }

  private static boolean timerFired(Changes changes, TimerId timer) {
    if (timer.equals(Closing.deadline(changes.execution()))) {
      Closing.timeOut(changes);
      return true;
    }
    Frame thread = changes.waitingFor(timer);
    if (thread == null) {
      return false;
    }
    changes.over(timer);
    State state = Graphs.stateOf(changes, thread);
    put(changes, wake(changes, thread, state, timer));
    return true;
  }

  private static @Nullable Frame wake(Changes changes, Frame thread, State state, TimerId timer) {
    return switch (thread.phase()) {
      case Phase.AwaitingTimer(Visit visit, _) ->
          Threads.slept(changes, thread, (State.Wait) state, visit);
      case Phase.AwaitingRetry(Visit visit, _) -> Failures.again(changes, thread, state, visit);
      case Phase.AwaitingTask waiting ->
          Tasks.timedOut(changes, thread, (State.Task) state, waiting, timer);
      case Phase.Ready _,
          Phase.Halted _,
          Phase.AwaitingChildren _,
          Phase.AwaitingMapRun _,
          Phase.FanOut _ ->
          throw new AssertionError("frame " + thread.id().number() + " has no timer");
    };
  }

  private static boolean abort(Changes changes, Event.StopRequested request) {
    Closing.abort(changes, request);
    return true;
  }

  private static boolean cutOff(Changes changes, String cause) {
    var thrown = new EvaluationException(Failure.QUERY_EVALUATION_ERROR, cause);
    Frame frame = changes.nextRunnable();
    if (frame == null) {
      Closing.fail(
          changes,
          changes.require(FrameId.ROOT).lastEventId(),
          Failure.of(thrown.error(), thrown.causeText()));
    } else if (frame.phase() instanceof Phase.Ready ready) {
      put(changes, Threads.enterInVain(changes, frame, ready, thrown));
    } else {
      Fans.startInVain(changes, frame, thrown);
    }
    return true;
  }

  /// Lets the frames go on that can; true when the steps ran out before that.
  private static boolean goOn(Changes changes, int maxSteps) {
    int steps = 0;
    while (!changes.isClosed()) {
      Frame frame = changes.nextRunnable();
      if (frame == null) {
        return false;
      }
      if (steps == maxSteps) {
        return true;
      }
      if (frame.phase() instanceof Phase.FanOut fan) {
        Fans.startNext(changes, frame, fan);
        steps++;
      } else {
        steps = run(changes, frame, steps, maxSteps);
      }
    }
    return false;
  }

  /// Moves a thread on until it waits, ends, or the steps run out; gives the steps so far.
  private static int run(Changes changes, Frame start, int stepsBefore, int maxSteps) {
    int steps = stepsBefore;
    Frame thread = start;
    while (steps < maxSteps && thread.phase() instanceof Phase.Ready ready) {
      Frame next = Threads.enter(changes, thread, ready);
      steps++;
      if (next == null) {
        return steps;
      }
      thread = next;
    }
    changes.put(thread);
    return steps;
  }

  private static void put(Changes changes, @Nullable Frame thread) {
    if (thread != null) {
      changes.put(thread);
    }
  }
}
