package org.stepgate.engine;

import java.util.List;
import org.stepgate.engine.Frame.MapRun;
import org.stepgate.engine.Frame.Phase;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Leads an execution along a history: finds out from the next event that is expected what has to
/// happen outside, and lets it happen.
final class Replay {
  private final Simulation simulation;
  private final List<JsonObject> expected;

  /// @param expected events as the API shows them, at least the first
  Replay(Simulation simulation, List<JsonObject> expected) {
    this.simulation = simulation;
    this.expected = expected;
  }

  /// Starts the execution and goes on until the history has all the events that are expected, or
  /// nothing is left that could happen.
  void run() {
    simulation.start();
    while (simulation.history.size() < expected.size()
        && !simulation.status().isClosed()
        && step(expected.get(simulation.history.size()))) {
      // The condition does the work.
    }
  }

  private boolean step(JsonObject next) {
    String type = next.string("type");
    if (type.equals("ExecutionAborted")) {
      simulation.give(new Event.StopRequested(text(next, "error"), text(next, "cause")));
      return true;
    }
    if (type.equals("ExecutionTimedOut")) {
      simulation.fire(new TimerId(1));
      return true;
    }
    long previous = ((JsonNumber) next.get("previousEventId")).toLong();
    for (Frame frame : simulation.execution.frames()) {
      if (frame.lastEventId() == previous && act(frame, type, next)) {
        return true;
      }
    }
    return false;
  }

  private boolean act(Frame frame, String type, JsonObject next) {
    switch (frame.phase()) {
      case Phase.AwaitingTimer(_, TimerId timer) -> simulation.fire(timer);
      case Phase.AwaitingRetry(_, TimerId timer) -> simulation.fire(timer);
      case Phase.AwaitingTask waiting when type.equals("TaskSubmitted") ->
          simulation.give(
              new Event.TaskSubmitted(waiting.task(), Simulation.json(text(next, "output"))));
      case Phase.AwaitingTask waiting when type.equals("ActivityStarted") ->
          simulation.give(new Event.TaskTaken(waiting.task(), text(next, "workerName")));
      case Phase.AwaitingTask waiting when type.endsWith("Succeeded") ->
          simulation.succeed(waiting.task(), text(next, "output"));
      case Phase.AwaitingTask waiting when type.endsWith("TimedOut") ->
          simulation.fire(waiting.heartbeat() == null ? waiting.timeout() : waiting.heartbeat());
      case Phase.AwaitingTask waiting when type.endsWith("Failed") -> {
        simulation.tasks.remove(waiting.task());
        simulation.give(
            new Event.TaskFailed(waiting.task(), text(next, "error"), text(next, "cause")));
      }
      case Phase.AwaitingMapRun(_, MapRun(TaskId run, _, _)) when type.equals("MapRunSucceeded") ->
          simulation.give(new Event.TaskSucceeded(run, inputs(simulation.mapRuns.remove(run))));
      case Phase.AwaitingMapRun(_, MapRun(TaskId run, _, _)) when type.equals("MapRunFailed") -> {
        simulation.mapRuns.remove(run);
        simulation.give(new Event.TaskFailed(run, text(next, "error"), text(next, "cause")));
      }
      case Phase.AwaitingMapRun _,
          Phase.AwaitingTask _,
          Phase.Ready _,
          Phase.Halted _,
          Phase.AwaitingChildren _,
          Phase.FanOut _ -> {
        return false;
      }
    }
    return true;
  }

  /// The items of a run, as if each child passed its input on.
  private static JsonValue inputs(MapRunPlan plan) {
    return plan.items() == null ? JsonValue.JsonArray.EMPTY : plan.items().json();
  }

  /// A member of the details; what a recording shows as JSON is its text.
  private static String text(JsonObject event, String name) {
    for (JsonValue member : event.members().values()) {
      if (member instanceof JsonObject details && details.has(name)) {
        JsonValue value = details.get(name);
        return value instanceof JsonString(String text) ? text : value.toString();
      }
    }
    return null;
  }
}
