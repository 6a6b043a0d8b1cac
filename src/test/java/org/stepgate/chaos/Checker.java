package org.stepgate.chaos;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stepgate.chaos.Journal.Acknowledgement;
import org.stepgate.chaos.Ledger.Effect;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Compares what was acknowledged and what effect it had with what the pool says of its executions.
///
/// - Each acknowledged order has its execution, which ends well with the output of that order.
/// - There is no other execution: one for each key.
/// - The history has each step once, and events without a gap.
/// - A repeated effect carries the idempotency key of the attempt, and comes before the result of
///   that attempt was recorded.
final class Checker {
  private final Records records;
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Map<String, Instant>> results = new HashMap<>();
  private long losses;
  private long duplicates;

  Checker(Records records) {
    this.records = records;
  }

  /// What was found.
  ///
  /// @param repeated effects that came again for an attempt without a result, as is promised
  record Verdict(long losses, long duplicates, long repeated, List<String> violations) {}

  /// Waits for the executions of all acknowledged orders to end and compares.
  ///
  /// @param unacknowledged how many orders were sent without ever being acknowledged; each may have
  ///   an execution all the same
  Verdict check(Map<String, Acknowledgement> acknowledged, int unacknowledged, List<Effect> effects)
      throws Exception {
    var names = new HashSet<String>();
    for (Acknowledgement one : acknowledged.values()) {
      if (!names.add(one.execution())) {
        violations.add("two orders got the execution " + one.execution());
      }
      checkExecution(one);
    }
    Set<String> stored = executions();
    stored.removeAll(names);
    if (stored.size() > unacknowledged) {
      duplicates += stored.size() - unacknowledged;
      violations.add("executions that nobody was told of: " + stored);
    }
    long repeated = checkEffects(effects);
    return new Verdict(losses, duplicates, repeated, violations);
  }

  private void checkExecution(Acknowledgement one) throws Exception {
    JsonObject execution = records.ended(one.execution());
    if (execution == null) {
      losses++;
      violations.add(
          "order %d: %s is not there, or does not end".formatted(one.order(), one.execution()));
      return;
    }
    if (!"SUCCEEDED".equals(execution.string("status"))) {
      losses++;
      violations.add("order " + one.order() + " ended as " + execution);
      return;
    }
    var output = execution.get("output");
    if (!(output instanceof JsonObject done)
        || !JsonNumber.of(one.order()).equals(done.get("order"))
        || !one.execution().equals(done.string("execution"))) {
      losses++;
      violations.add("order " + one.order() + " has the output " + output);
    }
    checkHistory(one.execution(), records.history(one.execution()));
  }

  /// Each state is entered and left once and each task has one result.
  private void checkHistory(String execution, List<JsonObject> events) {
    var seen = new HashSet<String>();
    String state = "";
    long expected = 1;
    for (JsonObject event : events) {
      String type = String.valueOf(event.string("type"));
      if (number(event, "id").longValueExact() != expected++) {
        violations.add(execution + ": its events have a gap before " + event);
      }
      if (event.get("stateEnteredEventDetails") instanceof JsonObject entered) {
        state = String.valueOf(entered.string("name"));
      }
      if (!seen.add(type + " " + state)) {
        duplicates++;
        violations.add(execution + ": " + type + " of " + state + " is there twice");
      }
      if (type.equals("TaskSucceeded")) {
        results
            .computeIfAbsent(execution, _ -> new HashMap<>())
            .put(state, instant(number(event, "timestamp")));
      }
    }
  }

  private long checkEffects(List<Effect> effects) {
    record Attempt(String execution, String state, int attempt) {}
    var keys = new HashMap<Attempt, String>();
    long repeated = 0;
    for (Effect effect : effects) {
      var attempt = new Attempt(effect.execution(), effect.state(), effect.attempt());
      String before = keys.putIfAbsent(attempt, effect.key());
      if (before == null) {
        continue;
      }
      repeated++;
      if (!before.equals(effect.key())) {
        duplicates++;
        violations.add("the same attempt with another idempotency key: " + effect);
      }
      Instant result = results.getOrDefault(effect.execution(), Map.of()).get(effect.state());
      // The history has whole milliseconds.
      if (result != null && effect.at().truncatedTo(ChronoUnit.MILLIS).isAfter(result)) {
        duplicates++;
        violations.add("an effect after the result of its attempt at " + result + ": " + effect);
      }
    }
    return repeated;
  }

  private Set<String> executions() throws Exception {
    var names = new HashSet<String>();
    for (String name : records.executions()) {
      if (!names.add(name)) {
        duplicates++;
        violations.add("the execution is listed twice: " + name);
      }
    }
    return names;
  }

  private static BigDecimal number(JsonObject event, String name) {
    return event.get(name) instanceof JsonNumber number
        ? number.toBigDecimal()
        : BigDecimal.valueOf(-1);
  }

  private static Instant instant(BigDecimal seconds) {
    return Instant.ofEpochMilli(seconds.movePointRight(3).longValueExact());
  }
}
