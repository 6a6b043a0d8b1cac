package org.stepgate.routes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.MachineDescription;

/// Shows executions and machines as the control API does: times in RFC 3339, JSON texts as values.
final class ExecutionJson {
  private ExecutionJson() {}

  /// All that is known of an execution but its history.
  static JsonObject whole(ExecutionDescription execution) {
    return base(execution)
        .put("input", parsed(execution.input()))
        .putIfPresent("output", parsedOrNull(execution.output()))
        .putIfPresent("error", execution.error())
        .putIfPresent("cause", execution.cause())
        .putIfPresent("traceparent", execution.traceparent())
        .put("caller", parsed(execution.caller()))
        .put("links", Links.all(execution.id()))
        .build();
  }

  /// An execution as one of many: without input, output and cause.
  static JsonObject brief(ExecutionDescription execution) {
    return base(execution)
        .putIfPresent("error", execution.error())
        .put("links", Links.all(execution.id()))
        .build();
  }

  private static JsonObject.Builder base(ExecutionDescription execution) {
    return JsonObject.builder()
        .put("id", execution.id().toString())
        .put("arn", execution.arn())
        .put("machineArn", execution.machineArn())
        .put("status", execution.status().name())
        .put("startTime", execution.startTime().toString())
        .putIfPresent("stopTime", text(execution.stopTime()))
        .putIfPresent("route", execution.route());
  }

  /// A machine as one of many.
  static JsonObject brief(String engine, MachineDescription machine) {
    return JsonObject.builder()
        .put("engine", engine)
        .put("name", machine.name())
        .put("arn", machine.arn())
        .put("type", machine.type().name())
        .put("definitionSha256", machine.definitionSha256())
        .put("creationTime", machine.creationTime().toString())
        .build();
  }

  /// A machine with its definition.
  static JsonObject whole(String engine, MachineDescription machine) {
    return brief(engine, machine).toBuilder()
        .put("definition", parsed(machine.definition()))
        .build();
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable JsonValue parsedOrNull(@Nullable String text) {
    return text == null ? null : parsed(text);
  }

  private static JsonValue parsed(String text) {
    return JsonReader.read(text, JsonLimits.STORED);
  }
}
