package org.stepgate.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlow;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.json.JsonValue;

/// What a state leaves behind, as it is stored.
///
/// @param output the input of the next state
/// @param assigned new values of variables by name
record Exit(Payload output, SortedMap<String, Payload> assigned) {
  private static final SortedMap<String, Payload> NOTHING =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  /// What the data flow of a state has made.
  ///
  /// @param thread the thread that leaves the state
  /// @param result what the state has produced, if it is a payload already
  /// @throws Failure.Thrown when a value is larger or deeper than an execution may hold
  static Exit of(
      Changes changes,
      Frame thread,
      Visit visit,
      DataFlow.Outcome outcome,
      @Nullable Payload result) {
    Payload output = changes.payload(outcome.output(), visit, result);
    return new Exit(output, assigned(changes, thread, visit, outcome.assigned(), result));
  }

  private static SortedMap<String, Payload> assigned(
      Changes changes,
      Frame thread,
      Visit visit,
      Map<String, JsonValue> values,
      @Nullable Payload result) {
    if (values.isEmpty()) {
      return NOTHING;
    }
    var assigned = new TreeMap<String, Payload>();
    long sum = 0;
    long replaced = 0;
    for (var entry : values.entrySet()) {
      Payload value = changes.payload(entry.getValue(), visit, result);
      Payload before = thread.variables().get(entry.getKey());
      sum += value.bytes();
      replaced += before == null ? 0 : before.bytes();
      assigned.put(entry.getKey(), value);
    }
    long moved = Variables.growth(changes.frame(thread.id()), thread);
    long total = changes.variableBytes() + moved + sum - replaced;
    if (sum > ExecutionLimits.PAYLOAD_BYTES || total > ExecutionLimits.VARIABLE_BYTES) {
      throw new Failure.Thrown(Failure.dataLimitExceeded(visit.state(), Failure.Kind.TERMINAL));
    }
    return assigned;
  }
}
