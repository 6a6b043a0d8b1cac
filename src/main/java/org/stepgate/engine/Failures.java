package org.stepgate.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlow;
import org.stepgate.asl.ErrorHandling;
import org.stepgate.asl.ErrorHandling.Catcher;
import org.stepgate.asl.ErrorHandling.Retrier;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.State;
import org.stepgate.asl.State.Transition;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;

/// Decides what becomes of a state that has failed: tried again, caught, or handed to whoever
/// started the thread.
///
/// Methods take and give threads as those of [Threads] do.
final class Failures {
  private static final double MAX_DELAY_SECONDS = 99_999_999;

  private Failures() {}

  /// Takes a step of a state. When an expression does not apply to its data, or what comes of it
  /// may not be, the state has failed.
  static @Nullable Frame guarded(
      Changes changes, Frame thread, State state, Visit visit, Step step) {
    try {
      return step.take();
    } catch (EvaluationException e) {
      return evaluation(changes, thread, state, visit, e);
    } catch (Failure.Thrown e) {
      return fail(changes, thread, state, visit, e.failure());
    }
  }

  /// A step of a state, as the methods of [Threads] take it.
  interface Step {
    /// The thread as it is then, null when it has ended.
    @Nullable Frame take();
  }

  /// An expression of the state did not apply to its data.
  static @Nullable Frame evaluation(
      Changes changes, Frame thread, State state, Visit visit, EvaluationException thrown) {
    Failure failure = Failure.of(thrown, visit);
    return fail(changes, noted(changes, thread, state, visit, thrown), state, visit, failure);
  }

  /// The thread after the event of an evaluation that has failed, which only JSONata has.
  private static Frame noted(
      Changes changes, Frame thread, State state, Visit visit, EvaluationException thrown) {
    if (!Failure.QUERY_EVALUATION_ERROR.equals(thrown.error())) {
      return thread;
    }
    long previous = state instanceof State.Wait ? visit.enteredEventId() : visit.beforeEventId();
    var details = new ArrayList<Detail>(4);
    details.add(new Detail.Text("error", thrown.error()));
    details.add(new Detail.Text("cause", Failure.located(visit, thrown.causeText())));
    if (thrown.location() != null) {
      details.add(new Detail.Text("location", thrown.location()));
    }
    details.add(new Detail.Text("state", visit.state()));
    return thread.after(
        changes.emit(HistoryEventType.EvaluationFailed, previous, details.toArray(Detail[]::new)));
  }

  /// The state has failed.
  static @Nullable Frame fail(
      Changes changes, Frame thread, State state, Visit visit, Failure failure) {
    changes.probe().failed(failure);
    if (failure.kind() == Failure.Kind.TERMINAL) {
      return giveUp(changes, thread, state, failure);
    }
    ErrorHandling errors = errorHandling(state);
    Phase again = retry(changes, visit, errors.retriers(), failure);
    if (again != null) {
      changes.forgetAbandoned(thread.id());
      return thread.with(again);
    }
    HistoryEventType type = StateEvents.failed(state);
    Frame failed = type == null ? thread : thread.after(changes.emit(type, thread.lastEventId()));
    List<Catcher> catchers = errors.catchers();
    for (int i = 0; i < catchers.size(); i++) {
      Catcher catcher = catchers.get(i);
      if (failure.matches(catcher)) {
        changes.probe().caught(i);
        return goOn(changes, failed, state, visit, catcher, failure);
      }
    }
    return giveUp(changes, failed, state, failure);
  }

  /// What the state does about failures.
  static ErrorHandling errorHandling(State state) {
    return switch (state) {
      case State.Task task -> task.errors();
      case State.Parallel parallel -> parallel.errors();
      case State.Map map -> map.errors();
      case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ ->
          ErrorHandling.NONE;
    };
  }

  /// The phase of a thread whose state is tried again; null when it is not. Only the first retrier
  /// that is for the failure counts.
  private static Phase.@Nullable AwaitingRetry retry(
      Changes changes, Visit visit, List<Retrier> retriers, Failure failure) {
    for (int i = 0; i < retriers.size(); i++) {
      Retrier retrier = retriers.get(i);
      if (!failure.matches(retrier)) {
        continue;
      }
      var used = new ArrayList<>(visit.retries());
      used.addAll(Collections.nCopies(retriers.size() - used.size(), 0L));
      long attempt = used.get(i);
      if (attempt >= retrier.maxAttempts()) {
        changes.probe().retry(i, null);
        return null;
      }
      used.set(i, attempt + 1);
      var next =
          new Visit(
              visit.state(),
              visit.input(),
              visit.beforeEventId(),
              visit.enteredEventId(),
              visit.enteredTime(),
              used);
      Duration delay = delay(changes, retrier, attempt);
      changes.probe().retry(i, delay);
      return new Phase.AwaitingRetry(next, changes.setTimer(new Command.Due.After(delay)));
    }
    return null;
  }

  private static Duration delay(Changes changes, Retrier retrier, long attempt) {
    double seconds = retrier.intervalSeconds() * Math.pow(retrier.backoffRate(), (double) attempt);
    seconds = Math.min(seconds, MAX_DELAY_SECONDS);
    if (retrier.maxDelaySeconds() != null) {
      seconds = Math.min(seconds, retrier.maxDelaySeconds());
    }
    if (retrier.fullJitter()) {
      seconds *= changes.random().nextDouble();
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /// Tries a state again, now that the delay has passed or the execution is redriven.
  static @Nullable Frame again(Changes changes, Frame thread, State state, Visit visit) {
    return guarded(
        changes,
        thread,
        state,
        visit,
        () ->
            switch (state) {
              case State.Task task -> Tasks.schedule(changes, thread, visit, task);
              case State.Parallel parallel -> Fans.open(changes, thread, visit, parallel);
              case State.Map map -> Fans.open(changes, thread, visit, map);
              case State.Wait wait -> Threads.sleep(changes, thread, visit, wait);
              case State.Pass _, State.Choice _, State.Succeed _, State.Fail _ ->
                  throw new AssertionError("state " + state.name() + " is never tried again");
            });
  }

  private static @Nullable Frame goOn(
      Changes changes, Frame thread, State state, Visit visit, Catcher catcher, Failure failure) {
    Exit exit;
    try {
      DataFlow.Outcome outcome =
          catcher
              .flow()
              .outcome(
                  visit.input().json(),
                  failure.output(),
                  ContextObject.scope(changes, thread, state, visit, null));
      exit = Exit.of(changes, thread, visit, outcome, null);
    } catch (EvaluationException e) {
      Frame failed = noted(changes, thread, state, visit, e);
      return giveUp(changes, failed, state, Failure.of(e, visit));
    } catch (Failure.Thrown e) {
      return giveUp(changes, thread, state, e.failure());
    }
    changes.forgetAbandoned(thread.id());
    return Threads.leave(changes, thread, state, new Transition.Next(catcher.next()), exit);
  }

  private static @Nullable Frame giveUp(
      Changes changes, Frame thread, State state, Failure failure) {
    if (thread.id().equals(FrameId.ROOT) || failure.kind() == Failure.Kind.TERMINAL) {
      changes.put(thread);
      Closing.fail(changes, thread.lastEventId(), failure);
    } else {
      Fans.childFailed(changes, thread, state, failure);
    }
    return null;
  }
}
