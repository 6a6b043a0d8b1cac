package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;

/// The world outside: takes note of each effect, and answers when the simulation says so.
final class SimulatedLedger {
  private static final String RESULT = "effect-";

  private final Map<String, List<SimulatedWorker>> effects = new HashMap<>();
  private final Set<String> started = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Boolean> tokens = new LinkedHashMap<>();
  private final List<String> violations;
  private int count;
  private int repeated;

  /// A call that has had its effect and waits for its answer.
  record Waiting(SimulatedWorker worker, String key, CompletableFuture<TaskOutcome> answer) {}

  SimulatedLedger(List<String> violations) {
    this.violations = violations;
  }

  /// A call that a worker makes.
  TaskOutcome call(SimulatedWorker worker, TaskCall call) throws InterruptedException {
    String key = call.identity().idempotencyKey();
    count++;
    if (!started.contains(key)) {
      violations.add("effect of an attempt that was not committed: " + call.identity());
    }
    if (ended.contains(key)) {
      violations.add("effect of an attempt whose result was committed: " + call.identity());
    }
    List<SimulatedWorker> before = effects.computeIfAbsent(key, _ -> new ArrayList<>());
    if (before.stream().anyMatch(SimulatedWorker::lives)) {
      violations.add("effect beside another of the same attempt: " + call.identity());
    }
    repeated += before.isEmpty() ? 0 : 1;
    before.add(worker);
    if (call.arguments() instanceof JsonObject arguments
        && arguments.get("token") instanceof JsonString token) {
      tokens.putIfAbsent(token.value(), true);
    }
    var here = new Waiting(worker, key, new CompletableFuture<>());
    waiting.add(here);
    try {
      return here.answer().get();
    } catch (ExecutionException e) {
      throw new AssertionError("only answers are given", e);
    } finally {
      waiting.remove(here);
    }
  }

  /// The store has committed that an attempt is to be made.
  void started(String key) {
    started.add(key);
  }

  /// The store has committed an event with that text.
  void committed(String events) {
    for (int i = events.indexOf(RESULT); i >= 0; i = events.indexOf(RESULT, i + 1)) {
      int from = i + RESULT.length();
      int to = from;
      while (to < events.length() && Character.isLetterOrDigit(events.charAt(to))) {
        to++;
      }
      ended.add(events.substring(from, to));
    }
  }

  /// The calls of living workers that wait for their answer.
  List<Waiting> waiting() {
    return waiting.stream()
        .filter(call -> call.worker().lives() && !call.answer().isDone())
        .toList();
  }

  /// What a call gives back, recognisable in the history.
  static String result(Waiting call) {
    return RESULT + call.key();
  }

  /// The tokens that tasks have handed out and nobody has taken yet.
  List<String> tokens() {
    return tokens.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  /// Somebody has been given a token.
  void give(String token) {
    tokens.put(token, true);
  }

  /// Somebody is about to answer by a token.
  void take(String token) {
    tokens.put(token, false);
  }

  int effects() {
    return count;
  }

  int repeated() {
    return repeated;
  }
}
