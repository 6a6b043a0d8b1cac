package org.stepgate.engine;

import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.IntegerExpression;
import org.stepgate.asl.JsonExpression;
import org.stepgate.asl.MachineType;
import org.stepgate.asl.MapDistribution;
import org.stepgate.asl.MapDistribution.ItemBatcher;
import org.stepgate.asl.MapDistribution.ItemReader;
import org.stepgate.asl.MapDistribution.ResultWriter;
import org.stepgate.asl.MapItems;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.engine.Execution.Identity;
import org.stepgate.engine.Frame.MapRun;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.engine.HistoryEvent.Detail;
import org.stepgate.engine.MapRunPlan.Batches;
import org.stepgate.engine.MapRunPlan.Selector;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Starts the runs of distributed Map states and takes their ends. To the interpreter a run is a
/// task; its children are executions of their own, of which it knows nothing.
///
/// Methods take and give threads as those of [Threads] do.
final class DistributedMaps {
  private DistributedMaps() {}

  /// Starts a run.
  ///
  /// @throws EvaluationException when the items or the concurrency cannot be evaluated
  static @Nullable Frame open(
      Changes changes, Frame thread, Visit visit, State.Map state, MapDistribution distributed) {
    if (changes.execution().identity().express()) {
      throw new Failure.Thrown(
          Failure.terminal(
              Failure.RUNTIME,
              Failure.located(visit, "Express workflows do not support distributed Map states.")));
    }
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    Payload items =
        distributed.reader() == null
            ? changes.items(state.items().items().select(effective, scope), visit)
            : null;
    int maxConcurrency = Fans.maxConcurrency(state.items().maxConcurrency(), effective, scope);
    long started =
        changes.emit(
            HistoryEventType.MapStateStarted,
            thread.lastEventId(),
            new Detail.Count("length", items == null ? 0 : ((JsonArray) items.json()).size()));
    Frame begun = thread.after(started);
    MapRunPlan plan;
    try {
      var known = new Known(changes, thread, visit, state, effective, scope);
      plan = plan(known, distributed, items, maxConcurrency);
    } catch (EvaluationException e) {
      return Failures.evaluation(changes, begun, state, visit, e);
    }
    TaskId run = changes.newTask();
    changes.start(new Command.StartMapRun(run, plan));
    long runStarted =
        changes.emit(
            HistoryEventType.MapRunStarted, started, new Detail.Text("mapRunArn", plan.arn()));
    return begun.with(new Phase.AwaitingMapRun(visit, new MapRun(run, plan.arn(), 0)), runStarted);
  }

  /// What a plan is made from.
  record Known(
      Changes changes,
      Frame thread,
      Visit visit,
      State.Map state,
      JsonValue effective,
      Scope scope) {
    Payload payload(JsonValue value) {
      return changes.payload(value, visit, null);
    }

    long evaluate(@Nullable IntegerExpression expression, long otherwise) {
      return expression == null ? otherwise : expression.evaluate(effective, scope);
    }
  }

  private static MapRunPlan plan(
      Known known, MapDistribution distributed, @Nullable Payload items, int maxConcurrency) {
    Tolerance tolerance = tolerance(known);
    ItemReader reader = distributed.reader();
    ResultWriter writer = distributed.writer();
    Identity identity = known.changes.execution().identity();
    String label =
        distributed.label() == null
            ? generatedLabel(identity, known.state.name())
            : distributed.label();
    return new MapRunPlan(
        runArn(known.changes, identity, label),
        known.changes.now(),
        label,
        known.state.name(),
        distributed.childType() == MachineType.EXPRESS,
        items,
        reader == null ? null : arguments(known, reader.arguments()),
        reader == null ? 0 : known.evaluate(reader.config().maxItems(), 0),
        known.state.items().itemSelector() == null ? null : selector(known),
        batches(known, distributed.batcher()),
        writer == null || writer.resource() == null ? null : arguments(known, writer.arguments()),
        maxConcurrency,
        tolerance);
  }

  private static Payload arguments(Known known, @Nullable JsonExpression expression) {
    return known.payload(
        expression == null ? JsonObject.EMPTY : expression.evaluate(known.effective, known.scope));
  }

  private static Tolerance tolerance(Known known) {
    MapItems items = known.state.items();
    Tolerance given = Fans.tolerance(items, known.effective, known.scope);
    return given == null ? new Tolerance(0L, null) : given;
  }

  /// How items are put together.
  static @Nullable Batches batches(Known known, @Nullable ItemBatcher batcher) {
    if (batcher == null) {
      return null;
    }
    return new Batches(
        known.evaluate(batcher.maxItems(), 0),
        known.evaluate(batcher.maxInputBytes(), ExecutionLimits.PAYLOAD_BYTES),
        batcher.batchInput() == null
            ? null
            : known.payload(batcher.batchInput().evaluate(known.effective, known.scope)));
  }

  private static Selector selector(Known known) {
    var variables = new TreeMap<String, Payload>();
    Frame around = known.thread;
    while (true) {
      around.variables().values().forEach(variables::putIfAbsent);
      if (around.id().equals(FrameId.ROOT)) {
        break;
      }
      around = Graphs.owner(known.changes, around);
    }
    return new Selector(
        known.payload(known.effective),
        known.changes.whole(known.scope.context()),
        variables,
        known.visit.enteredEventId());
  }

  /// The same for each run of the state, as long as the machine has its name.
  private static String generatedLabel(Identity identity, String state) {
    String named = identity.machineArn() + '/' + state;
    return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String runArn(Changes changes, Identity identity, String label) {
    String run =
        new UUID(
                (changes.random().nextLong() & ~0xF000L) | 0x4000L,
                (changes.random().nextLong() >>> 2) | Long.MIN_VALUE)
            .toString();
    return identity.machineArn().replaceFirst(":stateMachine:", ":mapRun:").replaceFirst("/.*", "")
        + '/'
        + label
        + ':'
        + run;
  }

  /// Lets a run go on that has failed or was stopped with its execution.
  ///
  /// @spec https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html Step
  ///   Functions, redriving Map Runs
  static @Nullable Frame redrive(
      Changes changes, Frame thread, State state, Visit visit, MapRun run) {
    if (run.redrives() >= ExecutionLimits.MAP_RUN_REDRIVES) {
      Failure tooMany =
          Failure.terminal(
              Failure.RUNTIME,
              Failure.located(
                  visit,
                  "The Map Run reached the maximum number of redrives ("
                      + ExecutionLimits.MAP_RUN_REDRIVES
                      + ")."));
      return Failures.fail(changes, thread, state, visit, tooMany);
    }
    var next = new MapRun(run.task(), run.arn(), run.redrives() + 1);
    changes.redrive(run.task());
    long redriven =
        changes.emit(
            HistoryEventType.MapRunRedriven,
            thread.lastEventId(),
            new Detail.Text("mapRunArn", String.valueOf(run.arn())),
            new Detail.Count("redriveCount", next.redrives()));
    return thread.with(new Phase.AwaitingMapRun(visit, next), redriven);
  }

  /// The run has ended well. When the state fails nevertheless, a redrive begins a new run, as this
  /// one would only end as before.
  static @Nullable Frame succeeded(
      Changes changes, Frame thread, State.Map state, Phase.AwaitingMapRun waiting, JsonValue out) {
    Frame over = thread.with(new Phase.Halted(waiting.visit().anew()));
    long succeeded = changes.emit(HistoryEventType.MapRunSucceeded, thread.lastEventId());
    changes.emit(HistoryEventType.MapStateSucceeded, succeeded);
    return Fans.leave(changes, over, state, waiting.visit(), out, null);
  }

  /// The run has failed. A redrive lets it go on, unless what was evaluated for it is at fault.
  static @Nullable Frame failed(
      Changes changes,
      Frame thread,
      State.Map state,
      Phase.AwaitingMapRun waiting,
      Failure failure) {
    long failed =
        changes.emit(
            HistoryEventType.MapRunFailed, thread.lastEventId(), StateEvents.details(failure));
    Frame after = thread.after(failed);
    boolean inVain =
        Failure.RUNTIME.equals(failure.error())
            || EvaluationException.DATA_LIMIT_EXCEEDED.equals(failure.error());
    return Failures.fail(
        changes,
        inVain ? after.with(new Phase.Halted(waiting.visit().anew())) : after,
        state,
        waiting.visit(),
        failure);
  }
}
