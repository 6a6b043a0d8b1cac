package org.stepgate.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.ChoiceRule;
import org.stepgate.asl.DataFlow;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.asl.State.Transition;
import org.stepgate.asl.WaitTime;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.json.JsonValue;

/// Moves a thread from state to state: enters a state, leaves it, ends the thread.
///
/// Each method takes the thread as it is and gives it as it is then, which the caller puts into the
/// changes; null when it has ended and is already gone.
final class Threads {
  private Threads() {}

  /// Enters the state that the thread is ready for.
  static @Nullable Frame enter(Changes changes, Frame thread, Phase.Ready ready) {
    State state = Graphs.of(changes, thread).state(ready.state());
    Visit visit = visit(changes, thread, state, ready);
    Frame inside = thread.after(visit.enteredEventId());
    return Failures.guarded(
        changes,
        inside,
        state,
        visit,
        () ->
            switch (state) {
              case State.Task task -> Tasks.schedule(changes, inside, visit, task);
              case State.Parallel parallel -> Fans.open(changes, inside, visit, parallel);
              case State.Map map -> Fans.open(changes, inside, visit, map);
              case State.Pass pass -> pass(changes, inside, visit, pass);
              case State.Choice choice -> choose(changes, inside, visit, choice);
              case State.Wait wait -> sleep(changes, inside, visit, wait);
              case State.Succeed succeed -> succeed(changes, inside, visit, succeed);
              case State.Fail fail -> fail(changes, inside, visit, fail);
            });
  }

  /// Enters the state that the thread is ready for, although its evaluation is known to fail.
  static @Nullable Frame enterInVain(
      Changes changes, Frame thread, Phase.Ready ready, EvaluationException thrown) {
    State state = Graphs.of(changes, thread).state(ready.state());
    Visit visit = visit(changes, thread, state, ready);
    return Failures.evaluation(changes, thread.after(visit.enteredEventId()), state, visit, thrown);
  }

  private static Visit visit(Changes changes, Frame thread, State state, Phase.Ready ready) {
    long before = thread.lastEventId();
    long entered =
        changes.emit(
            StateEvents.entered(state),
            before,
            new Detail.Text("name", state.name()),
            new Detail.Data("input", ready.input()));
    return new Visit(state.name(), ready.input(), before, entered, changes.now(), List.of());
  }

  private static @Nullable Frame pass(
      Changes changes, Frame thread, Visit visit, State.Pass state) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    DataFlow.Outcome outcome = state.flow().outcome(visit.input().json(), state.result(), scope);
    return leave(
        changes, thread, state, state.transition(), Exit.of(changes, thread, visit, outcome, null));
  }

  private static @Nullable Frame choose(
      Changes changes, Frame thread, Visit visit, State.Choice state) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    String next = state.defaultState();
    DataFlow flow = state.flow();
    for (ChoiceRule rule : state.rules()) {
      if (rule.condition().holds(effective, scope)) {
        next = rule.next();
        flow = rule.flow();
        break;
      }
    }
    if (next == null) {
      throw new EvaluationException(
          "States.NoChoiceMatched",
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    DataFlow.Outcome outcome = flow.outcome(visit.input().json(), null, scope);
    return leave(
        changes,
        thread,
        state,
        new Transition.Next(next),
        Exit.of(changes, thread, visit, outcome, null));
  }

  /// Waits as a Wait state says.
  static @Nullable Frame sleep(Changes changes, Frame thread, Visit visit, State.Wait state) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    Command.Due due =
        switch (state.time()) {
          case WaitTime.Seconds(var seconds) -> after(seconds.evaluate(effective, scope));
          case WaitTime.Timestamp(var moment) ->
              at(changes.now(), moment.evaluate(effective, scope));
        };
    return due == null
        ? slept(changes, thread, state, visit)
        : thread.with(new Phase.AwaitingTimer(visit, changes.setTimer(due)));
  }

  private static Command.@Nullable Due after(long seconds) {
    if (seconds < 0) {
      throw new EvaluationException(Failure.RUNTIME, "Wait state delay is negative.");
    }
    if (seconds > ExecutionLimits.WAIT_SECONDS) {
      throw tooLong();
    }
    return seconds == 0 ? null : new Command.Due.After(Duration.ofSeconds(seconds));
  }

  private static Command.@Nullable Due at(Instant now, Instant moment) {
    if (moment.isAfter(now.plusSeconds(ExecutionLimits.WAIT_SECONDS))) {
      throw tooLong();
    }
    return moment.isAfter(now) ? new Command.Due.At(moment) : null;
  }

  private static EvaluationException tooLong() {
    return new EvaluationException(Failure.RUNTIME, "Wait state delay is too long.");
  }

  /// Leaves a Wait state whose time has come.
  static @Nullable Frame slept(Changes changes, Frame thread, State.Wait state, Visit visit) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    return Failures.guarded(
        changes,
        thread,
        state,
        visit,
        () -> {
          DataFlow.Outcome outcome = state.flow().outcome(visit.input().json(), null, scope);
          return leave(
              changes,
              thread,
              state,
              state.transition(),
              Exit.of(changes, thread, visit, outcome, null));
        });
  }

  private static @Nullable Frame succeed(
      Changes changes, Frame thread, Visit visit, State.Succeed state) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    DataFlow.Outcome outcome = state.flow().outcome(visit.input().json(), null, scope);
    return leave(
        changes, thread, state, Transition.End.END, Exit.of(changes, thread, visit, outcome, null));
  }

  private static @Nullable Frame fail(
      Changes changes, Frame thread, Visit visit, State.Fail state) {
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    String error = state.error() == null ? null : state.error().evaluate(effective, scope);
    String cause = state.cause() == null ? null : state.cause().evaluate(effective, scope);
    return Failures.fail(changes, thread, state, visit, Failure.of(error, cause));
  }

  /// Leaves a state. The event of leaving follows the last event of the thread.
  static @Nullable Frame leave(
      Changes changes, Frame thread, State state, Transition transition, Exit exit) {
    var name = new Detail.Text("name", state.name());
    var output = new Detail.Data("output", exit.output());
    Detail[] details =
        exit.assigned().isEmpty()
            ? new Detail[] {name, output}
            : new Detail[] {
              name, output, new Detail.Assigned("assignedVariables", exit.assigned())
            };
    long exited = changes.emit(StateEvents.exited(state), thread.lastEventId(), details);
    return switch (transition) {
      case Transition.Next(String next) ->
          thread
              .with(thread.variables().with(exit.assigned()))
              .with(new Phase.Ready(next, exit.output()), exited);
      case Transition.End _ -> end(changes, thread.after(exited), exit.output());
    };
  }

  private static @Nullable Frame end(Changes changes, Frame thread, Payload output) {
    if (thread.id().equals(FrameId.ROOT)) {
      Closing.succeed(changes, thread.lastEventId(), output);
    } else {
      Fans.childSucceeded(changes, thread, output);
    }
    return null;
  }
}
