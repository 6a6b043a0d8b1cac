package org.stepgate.awsapi;

import java.util.Set;
import org.stepgate.json.JsonValue.JsonObject;

/// The data of executions in history events.
final class HistoryData {
  /// Members of details objects that hold data of the execution.
  private static final Set<String> DATA =
      Set.of(
          "assignedVariables",
          "assignedVariablesDetails",
          "cause",
          "error",
          "input",
          "inputDetails",
          "output",
          "outputDetails",
          "parameters",
          "taskCredentials");

  private HistoryData() {}

  /// The event without input, output, error and cause.
  static JsonObject without(JsonObject event) {
    var kept = JsonObject.builder();
    event
        .members()
        .forEach((name, value) ->
            kept.put(name, value instanceof JsonObject details ? bare(details) : value));
    return kept.build();
  }

  private static JsonObject bare(JsonObject details) {
    var kept = details.toBuilder();
    DATA.forEach(kept::remove);
    return kept.build();
  }
}
