package org.stepgate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.stepgate.json.JsonValue.JsonNumber;

/// Machines and events drawn from a seeded source.
public final class RandomMachines {
  private final Random random;
  private int names;

  private RandomMachines(Random random) {
    this.random = random;
  }

  /// A machine of any states, nested at most three deep, that comes to an end when its tasks do.
  public static String definition(Random random) {
    return new RandomMachines(random).graph(0);
  }

  /// An event for an execution: mostly one that fits.
  static Event event(Simulation simulation, Random random, boolean more) {
    var events = new ArrayList<Event>();
    if (more) {
      events.add(new Event.Continued());
    }
    for (TaskId task : simulation.tasks.keySet()) {
      events.add(new Event.TaskSucceeded(task, JsonNumber.of(random.nextInt(100))));
      events.add(new Event.TaskSucceeded(task, JsonNumber.of(1)));
      events.add(new Event.TaskFailed(task, random.nextBoolean() ? "E" : "F", "why"));
      events.add(new Event.TaskHeartbeat(task));
    }
    for (TimerId timer : simulation.timers.keySet()) {
      if (timer.number() != 1 || !simulation.execution.identity().express()) {
        events.add(new Event.TimerFired(timer));
      }
    }
    events.add(new Event.TimerFired(new TimerId(random.nextInt(1, 50) + 1_000)));
    if (random.nextInt(60) == 0) {
      return random.nextBoolean()
          ? new Event.StopRequested("Stopped", null)
          : new Event.EvaluationCutOff("too long");
    }
    Event event = events.get(random.nextInt(events.size()));
    switch (event) {
      case Event.TaskSucceeded(TaskId task, _) -> simulation.tasks.remove(task);
      case Event.TaskFailed(TaskId task, _, _) -> simulation.tasks.remove(task);
      case Event.TimerFired(TimerId timer) -> simulation.timers.remove(timer);
      default -> {}
    }
    return event;
  }

  private String graph(int depth) {
    int count = 1 + random.nextInt(3);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add("S" + names++);
    }
    var states = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      String next = i == count - 1 ? null : ids.get(i + 1);
      states.add("\"" + ids.get(i) + "\":{" + state(depth, next) + "}");
    }
    return "{\"StartAt\":\"%s\",\"States\":{%s}}"
        .formatted(ids.getFirst(), String.join(",", states));
  }

  private String state(int depth, String next) {
    String transition = next == null ? "\"End\":true" : "\"Next\":\"" + next + "\"";
    String task = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::http:invoke\",";
    return switch (random.nextInt(depth < 3 ? 10 : 6)) {
      case 0 -> "\"Type\":\"Pass\"," + assign() + transition;
      case 1 -> "\"Type\":\"Wait\",\"Seconds\":" + random.nextInt(3) + "," + transition;
      case 2 ->
          next != null || random.nextBoolean()
              ? "\"Type\":\"Pass\",\"ResultPath\":null," + transition
              : random.nextBoolean() ? "\"Type\":\"Fail\",\"Error\":\"E\"" : "\"Type\":\"Succeed\"";
      case 3 -> task + errors(next) + "\"TimeoutSeconds\":9," + transition;
      case 4 ->
          task
              + "\"ResultPath\":null,\"HeartbeatSeconds\":3,\"TimeoutSeconds\":9,"
              + errors(next)
              + transition;
      case 5 -> task + "\"ResultPath\":null," + transition;
      case 6, 7 -> {
        var branches = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(3); i++) {
          branches.add(graph(depth + 1));
        }
        yield "\"Type\":\"Parallel\",\"Branches\":["
            + String.join(",", branches)
            + "],"
            + errors(next)
            + "\"ResultPath\":null,"
            + transition;
      }
      default ->
          "\"Type\":\"Map\",\"ItemsPath\":\"$$.Execution.Input\",\"MaxConcurrency\":"
              + random.nextInt(3)
              + ","
              + (random.nextInt(3) == 0 ? "\"ToleratedFailureCount\":1," : "")
              + "\"ItemProcessor\":"
              + graph(depth + 1)
              + ","
              + errors(next)
              + "\"ResultPath\":null,"
              + transition;
    };
  }

  /// Fields that assign a variable which no other state does: the state's input, a value too large
  /// to stand in a frame, or what an expression makes of the other variables.
  private String assign() {
    String name = "v" + names++;
    return switch (random.nextInt(4)) {
      case 0 -> "\"Assign\":{\"" + name + ".$\":\"$\"},";
      case 1 -> "\"Assign\":{\"" + name + "\":\"" + "x".repeat(2_000) + "\"},";
      case 2 ->
          "\"QueryLanguage\":\"JSONata\",\"Assign\":{\"%s\":\"{%% [$random(), $type($v%d)] %%}\"},"
              .formatted(name, random.nextInt(names));
      default -> "";
    };
  }

  private String errors(String next) {
    String retry =
        random.nextBoolean()
            ? "\"Retry\":[{\"ErrorEquals\":[\"E\"],\"MaxAttempts\":1,\"JitterStrategy\":\"FULL\"}],"
            : "";
    return next == null || random.nextBoolean()
        ? retry
        : retry + "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"" + next + "\"}],";
  }
}
