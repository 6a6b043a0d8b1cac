package org.stepgate.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlow;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.IntegerExpression;
import org.stepgate.asl.JsonExpression;
import org.stepgate.asl.MapItems;
import org.stepgate.asl.PercentageExpression;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.asl.State.Transition;
import org.stepgate.engine.Frame.Links;
import org.stepgate.engine.Frame.MapRun;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Progress;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;

/// Runs the branches of Parallel states and the iterations of Map states.
///
/// ```
/// thread of the state (AwaitingChildren) <- fan (FanOut) <- threads of the children
/// ```
///
/// The fan starts one child at a time while it has room. A child that ends goes away, leaves its
/// output among the results of the fan, and makes room. The last one ends the fan and the state; a
/// failure that is not tolerated gives up all others, recursively.
final class Fans {
  private Fans() {}

  /// Opens the fan of a Parallel state and gives the thread that waits for it.
  ///
  /// @return null when a probe stands in for the branches and the thread has ended
  static @Nullable Frame open(Changes changes, Frame thread, Visit visit, State.Parallel state) {
    StateProbe.Children mocked = changes.probe().children();
    if (mocked != null) {
      return MockedFans.end(changes, thread, visit, state, null, mocked);
    }
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    Payload input = changes.payload(effective, visit, null);
    long started = changes.emit(HistoryEventType.ParallelStateStarted, thread.lastEventId());
    return open(
        changes,
        thread,
        visit,
        new Phase.FanOut(
            input,
            state.branches().size(),
            0,
            null,
            new Progress(0, 0, 0),
            new Links(started, started, started)));
  }

  /// Opens the fan of a Map state and gives the thread that waits for it, or what comes of the
  /// thread when there are no items; null when it has ended.
  static @Nullable Frame open(Changes changes, Frame thread, Visit visit, State.Map state) {
    StateProbe.Children mocked = changes.probe().children();
    if (mocked != null) {
      return MockedFans.open(changes, thread, visit, state, mocked);
    }
    if (state.distribution() != null) {
      return DistributedMaps.open(changes, thread, visit, state, state.distribution());
    }
    MapItems items = state.items();
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    List<JsonValue> elements = items.items().select(effective, scope);
    int maxConcurrency = maxConcurrency(items.maxConcurrency(), effective, scope);
    Payload source = changes.items(elements, visit);
    long started =
        changes.emit(
            HistoryEventType.MapStateStarted,
            thread.lastEventId(),
            new Detail.Count("length", elements.size()));
    Frame begun = thread.after(started);
    Tolerance tolerance;
    try {
      tolerance = tolerance(items, effective, scope);
    } catch (EvaluationException e) {
      return Failures.evaluation(changes, begun, state, visit, e);
    }
    var fan =
        new Phase.FanOut(
            source,
            elements.size(),
            maxConcurrency,
            tolerance,
            new Progress(0, 0, 0),
            new Links(started, started, started));
    return elements.isEmpty()
        ? leave(changes, begun, state, visit, fan, List.of())
        : open(changes, begun, visit, fan);
  }

  private static Frame open(Changes changes, Frame thread, Visit visit, Phase.FanOut fan) {
    FrameId id = changes.newFrame();
    changes.put(new Frame(id, thread.id(), 0, fan.links().started(), fan));
    return thread.with(new Phase.AwaitingChildren(visit, id), fan.links().started());
  }

  /// How many iterations may run at a time, 0 for no limit.
  static int maxConcurrency(
      @Nullable IntegerExpression expression, JsonValue effective, Scope scope) {
    long value = expression == null ? 0 : expression.evaluate(effective, scope);
    if (value < 0) {
      throw new EvaluationException(Failure.RUNTIME, "MaxConcurrency cannot be negative.");
    }
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  /// How many iterations may fail; null when the first failure fails the state.
  static @Nullable Tolerance tolerance(MapItems items, JsonValue effective, Scope scope) {
    Long count = evaluate(items.toleratedFailureCount(), effective, scope);
    PercentageExpression share = items.toleratedFailurePercentage();
    Double percentage = share == null ? null : share.evaluate(effective, scope);
    if (count != null && count < 0) {
      throw new EvaluationException(Failure.RUNTIME, "ToleratedFailureCount cannot be negative.");
    }
    return count == null && percentage == null ? null : new Tolerance(count, percentage);
  }

  private static @Nullable Long evaluate(
      @Nullable IntegerExpression expression, JsonValue effective, Scope scope) {
    return expression == null ? null : expression.evaluate(effective, scope);
  }

  /// Starts the next child of a fan that has room for one.
  static void startNext(Changes changes, Frame frame, Phase.FanOut fan) {
    Frame owner = changes.require(frame.parent());
    int index = fan.progress().next();
    Frame child;
    switch (Graphs.stateOf(changes, owner)) {
      case State.Parallel parallel -> {
        var ready = new Phase.Ready(parallel.branches().get(index).startAt(), fan.source());
        child = new Frame(changes.newFrame(), frame.id(), index, fan.links().started(), ready);
      }
      case State.Map map -> {
        Visit visit = Graphs.visit(owner);
        Payload input;
        try {
          input = itemInput(changes, owner, map, visit, fan, index);
        } catch (EvaluationException e) {
          Frame failed = giveUpAll(changes, frame, fan.links().lastChild());
          put(changes, Failures.evaluation(changes, failed, map, visit, e));
          return;
        } catch (Failure.Thrown e) {
          Frame failed = giveUpAll(changes, frame, fan.links().lastChild());
          put(changes, Failures.fail(changes, failed, map, visit, e.failure()));
          return;
        }
        long previous = isFirstBatch(fan) ? fan.links().started() : fan.links().lastChild();
        long started =
            StateEvents.iteration(
                changes, HistoryEventType.MapIterationStarted, previous, map.name(), index);
        var ready = new Phase.Ready(map.processor().startAt(), input);
        child = new Frame(changes.newFrame(), frame.id(), index, started, ready);
      }
      default -> throw new AssertionError("a fan belongs to a Parallel or Map state");
    }
    var progress = new Progress(index + 1, fan.progress().running() + 1, fan.progress().failed());
    changes.put(frame.with(with(fan, progress, fan.links())));
    changes.put(child);
  }

  /// The next child of a fan cannot be started, because the evaluation is known to fail.
  static void startInVain(Changes changes, Frame frame, EvaluationException thrown) {
    Frame failed = giveUpAll(changes, frame, Graphs.fan(frame).links().lastChild());
    State state = Graphs.stateOf(changes, failed);
    put(changes, Failures.evaluation(changes, failed, state, Graphs.visit(failed), thrown));
  }

  private static boolean isFirstBatch(Phase.FanOut fan) {
    return fan.maxConcurrency() == 0 || fan.progress().next() < fan.maxConcurrency();
  }

  private static Payload itemInput(
      Changes changes, Frame owner, State.Map map, Visit visit, Phase.FanOut fan, int index) {
    JsonValue item = ((JsonArray) fan.source().json()).get(index);
    JsonExpression selector = map.items().itemSelector();
    if (selector == null) {
      return changes.payload(item, visit, null);
    }
    Scope scope = ContextObject.scope(changes, owner, map, visit, null);
    JsonValue effective = map.flow().effectiveInput(visit.input().json(), scope);
    JsonValue selected =
        selector.evaluate(
            effective, ContextObject.itemScope(changes, owner, map, visit, index, item));
    return changes.payload(selected, visit, null);
  }

  /// A child has ended with an output.
  static void childSucceeded(Changes changes, Frame child, Payload output) {
    Frame frame = changes.require(child.parent());
    changes.remove(child.id());
    changes.addResult(frame.id(), child.index(), output);
    long end = child.lastEventId();
    if (Graphs.stateOf(changes, changes.require(frame.parent())) instanceof State.Map map) {
      end =
          StateEvents.iteration(
              changes,
              HistoryEventType.MapIterationSucceeded,
              child.lastEventId(),
              map.name(),
              child.index());
    }
    childEnded(changes, frame, child, end, 0);
  }

  /// A child has failed, in the state `failed`.
  static void childFailed(Changes changes, Frame child, State failed, Failure failure) {
    Frame frame = changes.require(child.parent());
    Frame owner = changes.require(frame.parent());
    State state = Graphs.stateOf(changes, owner);
    Phase.FanOut fan = Graphs.fan(frame);
    Failure seen = failure;
    if (state instanceof State.Map map) {
      long end =
          StateEvents.iteration(
              changes,
              HistoryEventType.MapIterationFailed,
              child.lastEventId(),
              map.name(),
              child.index());
      Tolerance tolerance = fan.tolerance();
      if (tolerance != null) {
        if (!tolerance.isExceeded(fan.progress().failed() + 1, fan.total())) {
          changes.forgetAbandoned(child.id());
          changes.remove(child.id());
          childEnded(changes, frame, child, end, 1);
          return;
        }
        seen = Failure.toleranceExceeded();
      }
    } else if (failed instanceof State.Task) {
      changes.emit(HistoryEventType.TaskStateAborted, child.lastEventId());
    }
    changes.abandon(child);
    Frame begun = giveUpAll(changes, frame, child.lastEventId());
    put(changes, Failures.fail(changes, begun, state, Graphs.visit(owner), seen));
  }

  private static void childEnded(
      Changes changes, Frame frame, Frame child, long end, int failures) {
    Phase.FanOut fan = Graphs.fan(frame);
    Progress before = fan.progress();
    var progress = new Progress(before.next(), before.running() - 1, before.failed() + failures);
    var links = new Links(fan.links().started(), child.lastEventId(), end);
    Phase.FanOut now = with(fan, progress, links);
    if (progress.next() < fan.total() || progress.running() > 0) {
      changes.put(frame.with(now));
      return;
    }
    Frame owner = changes.require(frame.parent());
    List<Payload> outputs = changes.outputs(frame.id(), fan.total());
    changes.remove(frame.id());
    State state = Graphs.stateOf(changes, owner);
    put(changes, leave(changes, owner, state, Graphs.visit(owner), now, outputs));
  }

  /// Leaves the state, all of whose children have ended. Both of its last events follow the end of
  /// the last child.
  private static @Nullable Frame leave(
      Changes changes,
      Frame thread,
      State state,
      Visit visit,
      Phase.FanOut fan,
      List<Payload> outputs) {
    boolean isMap = state instanceof State.Map;
    Frame ended = thread.after(fan.links().lastEnd());
    changes.emit(
        isMap ? HistoryEventType.MapStateSucceeded : HistoryEventType.ParallelStateSucceeded,
        ended.lastEventId());
    return leave(
        changes,
        ended,
        state,
        visit,
        JsonValue.array(outputs, Payload::json),
        !isMap && hasGivenText(outputs) ? joinedText(outputs) : null);
  }

  /// Leaves the state with the result of its children.
  ///
  /// @param text the text of the result when it keeps the white space of its parts, else null
  static @Nullable Frame leave(
      Changes changes,
      Frame ended,
      State state,
      Visit visit,
      JsonValue result,
      @Nullable String text) {
    return Failures.guarded(
        changes,
        ended,
        state,
        visit,
        () -> {
          Scope scope = ContextObject.scope(changes, ended, state, visit, null);
          DataFlow.Outcome outcome = state.flow().outcome(visit.input().json(), result, scope);
          Payload joined =
              text != null && Changes.isSame(outcome.output(), result)
                  ? changes.joined(result, visit, text)
                  : null;
          return Threads.leave(
              changes,
              ended,
              state,
              transition(state),
              Exit.of(changes, ended, visit, outcome, joined));
        });
  }

  private static Transition transition(State state) {
    return switch (state) {
      case State.Parallel parallel -> parallel.transition();
      case State.Map map -> map.transition();
      default -> throw new AssertionError("a fan belongs to a Parallel or Map state");
    };
  }

  private static boolean hasGivenText(List<Payload> outputs) {
    return outputs.stream().anyMatch(output -> output.givenText() != null);
  }

  private static String joinedText(List<Payload> outputs) {
    return outputs.stream().map(Payload::text).collect(Collectors.joining(",", "[", "]"));
  }

  /// Gives up the children of a fan that are left, and the fan, and gives the thread of its state.
  ///
  /// @param eventId the last event of the thread
  private static Frame giveUpAll(Changes changes, Frame frame, long eventId) {
    Frame owner = changes.require(frame.parent());
    for (Frame child : changes.children(frame.id())) {
      giveUp(changes, child);
    }
    changes.abandon(frame);
    return owner.after(eventId);
  }

  private static void giveUp(Changes changes, Frame thread) {
    switch (thread.phase()) {
      case Phase.AwaitingTask waiting -> changes.cancel(waiting.task());
      case Phase.AwaitingMapRun(_, MapRun run) -> changes.cancelMapRun(run.task());
      case Phase.AwaitingChildren(_, FrameId fan) ->
          giveUpAll(changes, changes.require(fan), thread.lastEventId());
      case Phase.Ready _,
          Phase.AwaitingTimer _,
          Phase.AwaitingRetry _,
          Phase.Halted _,
          Phase.FanOut _ -> {}
    }
    thread.timers().forEach(changes::cancel);
    long last = thread.lastEventId();
    if (!(thread.phase() instanceof Phase.Ready)) {
      HistoryEventType aborted = StateEvents.aborted(Graphs.stateOf(changes, thread));
      if (aborted != null) {
        last = changes.emit(aborted, last);
      }
    }
    State around = Graphs.stateOf(changes, Graphs.owner(changes, thread));
    if (around instanceof State.Map map) {
      StateEvents.iteration(
          changes, HistoryEventType.MapIterationAborted, last, map.name(), thread.index());
    }
    changes.abandon(thread);
  }

  private static void put(Changes changes, @Nullable Frame thread) {
    if (thread != null) {
      changes.put(thread);
    }
  }

  private static Phase.FanOut with(Phase.FanOut fan, Progress progress, Links links) {
    return new Phase.FanOut(
        fan.source(), fan.total(), fan.maxConcurrency(), fan.tolerance(), progress, links);
  }
}
