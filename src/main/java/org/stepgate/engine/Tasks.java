package org.stepgate.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlow;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.IntegerExpression;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.json.JsonValue;

/// Starts the attempts of Task states and takes their ends.
///
/// Methods take and give threads as those of [Threads] do.
final class Tasks {
  private Tasks() {}

  /// Starts an attempt.
  ///
  /// @throws EvaluationException when the state's input does not fit its expressions
  static Frame schedule(Changes changes, Frame thread, Visit visit, State.Task state) {
    TaskResource resource = TaskResource.of(state.resource());
    TaskId task = changes.newTask();
    String token =
        resource.hasToken()
            ? changes.outside().token(changes.execution().identity().arn(), task)
            : null;
    Scope scope = ContextObject.scope(changes, thread, state, visit, token);
    JsonValue input = visit.input().json();
    Payload arguments = changes.payload(state.flow().effectiveInput(input, scope), visit, null);
    Long timeoutSeconds = evaluate(state.limits().timeoutSeconds(), input, scope);
    Long heartbeatSeconds = evaluate(state.limits().heartbeatSeconds(), input, scope);
    String role = state.role() == null ? null : state.role().evaluate(input, scope);
    boolean isActivity = resource.kind() == TaskResource.Kind.ACTIVITY;
    if (isActivity && !changes.outside().activityExists(resource.arn())) {
      String cause = "The activity " + resource.arn() + " does not exist.";
      throw new Failure.Thrown(Failure.terminal(Failure.RUNTIME, Failure.located(visit, cause)));
    }

    var call = new TaskResource.Call(arguments, timeoutSeconds, heartbeatSeconds, role);
    long started = resource.scheduled(changes, thread.lastEventId(), call);
    changes.start(
        new Command.StartTask(
            task,
            state.name(),
            visit.retryCount(),
            state.resource(),
            arguments,
            timeoutSeconds == null ? ExecutionLimits.TASK_TIME : Duration.ofSeconds(timeoutSeconds),
            role,
            token));
    return thread.with(
        new Phase.AwaitingTask(
            visit,
            task,
            token,
            timer(changes, timeoutSeconds),
            isActivity ? null : timer(changes, heartbeatSeconds),
            heartbeatSeconds == null ? 0 : heartbeatSeconds),
        started);
  }

  private static @Nullable Long evaluate(
      @Nullable IntegerExpression seconds, JsonValue input, Scope scope) {
    if (seconds == null) {
      return null;
    }
    long value = seconds.evaluate(input, scope);
    if (value < 1) {
      throw new EvaluationException(
          Failure.RUNTIME, "A time limit is " + value + " seconds, expected 1 or more.");
    }
    return value;
  }

  private static @Nullable TimerId timer(Changes changes, @Nullable Long seconds) {
    return seconds == null
        ? null
        : changes.setTimer(new Command.Due.After(Duration.ofSeconds(seconds)));
  }

  /// A worker has taken the work of an activity, and its heartbeat is awaited from now on.
  static Frame taken(
      Changes changes, Frame thread, Phase.AwaitingTask waiting, @Nullable String workerName) {
    Long heartbeatSeconds = waiting.heartbeatSeconds() == 0 ? null : waiting.heartbeatSeconds();
    long taken = TaskResource.taken(changes, thread.lastEventId(), workerName);
    return thread.with(withHeartbeat(waiting, timer(changes, heartbeatSeconds)), taken);
  }

  /// The service has taken the call of an attempt that waits for its token.
  static Frame submitted(Changes changes, Frame thread, State.Task state, JsonValue value) {
    Payload output = changes.payload(value, JsonMeasure.of(value).bytes());
    return thread.after(
        TaskResource.of(state.resource()).submitted(changes, thread.lastEventId(), output));
  }

  /// The attempt has ended with a result.
  static @Nullable Frame succeeded(
      Changes changes,
      Frame thread,
      State.Task state,
      Phase.AwaitingTask waiting,
      JsonValue value) {
    TaskResource resource = TaskResource.of(state.resource());
    JsonMeasure measure = JsonMeasure.of(value);
    if (measure.bytes() > ExecutionLimits.PAYLOAD_BYTES) {
      Failure tooLarge = Failure.dataLimitExceeded(resource.label(), Failure.Kind.ORDINARY);
      return failed(changes, thread, state, waiting, tooLarge);
    }
    if (measure.depth() > ExecutionLimits.PAYLOAD_DEPTH) {
      Failure tooDeep =
          Failure.of(
              "States.TaskFailed",
              "The result is nested deeper than " + ExecutionLimits.PAYLOAD_DEPTH + " levels.");
      return failed(changes, thread, state, waiting, tooDeep);
    }
    stopTimers(changes, waiting);
    Payload result = changes.payload(value, measure.bytes());
    Frame ended = thread.after(resource.succeeded(changes, thread.lastEventId(), result));
    Visit visit = waiting.visit();
    return Failures.guarded(
        changes,
        ended,
        state,
        visit,
        () -> {
          Scope scope = ContextObject.scope(changes, ended, state, visit, waiting.token());
          DataFlow.Outcome outcome = state.flow().outcome(visit.input().json(), value, scope);
          return Threads.leave(
              changes,
              ended,
              state,
              state.transition(),
              Exit.of(changes, ended, visit, outcome, result));
        });
  }

  /// The attempt has ended with an error.
  static @Nullable Frame failed(
      Changes changes,
      Frame thread,
      State.Task state,
      Phase.AwaitingTask waiting,
      Failure failure) {
    stopTimers(changes, waiting);
    long failed = TaskResource.of(state.resource()).failed(changes, thread.lastEventId(), failure);
    return Failures.fail(changes, thread.after(failed), state, waiting.visit(), failure);
  }

  /// The attempt has taken too long or has been silent for too long.
  static @Nullable Frame timedOut(
      Changes changes, Frame thread, State.Task state, Phase.AwaitingTask waiting, TimerId timer) {
    changes.cancel(waiting.task());
    Failure failure =
        new Failure(
            Failure.TIMEOUT,
            null,
            timer.equals(waiting.heartbeat()) ? Failure.Kind.SILENCE : Failure.Kind.ORDINARY);
    return failed(changes, thread, state, waiting, failure);
  }

  /// The attempt has shown that it is alive.
  static Frame heartbeat(Changes changes, Frame thread, Phase.AwaitingTask waiting) {
    changes.cancel(waiting.heartbeat());
    return thread.with(withHeartbeat(waiting, timer(changes, waiting.heartbeatSeconds())));
  }

  private static Phase.AwaitingTask withHeartbeat(
      Phase.AwaitingTask waiting, @Nullable TimerId heartbeat) {
    return new Phase.AwaitingTask(
        waiting.visit(),
        waiting.task(),
        waiting.token(),
        waiting.timeout(),
        heartbeat,
        waiting.heartbeatSeconds());
  }

  private static void stopTimers(Changes changes, Phase.AwaitingTask waiting) {
    changes.cancel(waiting.timeout());
    changes.cancel(waiting.heartbeat());
  }
}
