package org.stepgate.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// What is particular to `events:putEvents`: entries name the execution that sends them, and one
/// entry that was not accepted fails the task.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html EventBridge
final class EventEntries {
  private static final String ENTRIES = "Entries";
  private static final String RESOURCES = "Resources";
  private static final String FAILED_COUNT = "FailedEntryCount";
  private static final JsonObject MALFORMED =
      JsonObject.of(
          "ErrorCode",
          new JsonString("MalformedDetail"),
          "ErrorMessage",
          new JsonString("Detail is malformed."));
  private static final String FAILED_ENTRY = "EventBridge.FailedEntry";

  private EventEntries() {}

  /// The arguments with the ARNs of execution and state machine among the resources of each entry.
  static JsonObject withSource(JsonObject arguments, TaskIdentity identity) {
    if (!(arguments.get(ENTRIES) instanceof JsonArray entries)) {
      return arguments;
    }
    List<JsonValue> arns =
        List.of(new JsonString(identity.executionArn()), new JsonString(machineArn(identity)));
    return arguments.toBuilder()
        .put(
            ENTRIES,
            JsonValue.array(
                entries.elements(),
                entry -> entry instanceof JsonObject object ? withResources(object, arns) : entry))
        .build();
  }

  private static JsonObject withResources(JsonObject entry, List<JsonValue> arns) {
    var resources = new ArrayList<JsonValue>();
    if (entry.get(RESOURCES) instanceof JsonArray given) {
      resources.addAll(given.elements());
    }
    resources.addAll(arns);
    return entry.toBuilder().put(RESOURCES, JsonArray.of(resources)).build();
  }

  /// `…:execution:NAME:…` and `…:express:NAME:…` are executions of `…:stateMachine:NAME`.
  private static String machineArn(TaskIdentity identity) {
    String[] parts = identity.executionArn().split(":");
    return parts.length > 6
        ? String.join(":", List.of(parts).subList(0, 5)) + ":stateMachine:" + parts[6]
        : identity.executionArn();
  }

  /// Puts the entries and says what became of each. An entry whose detail is no JSON object is not
  /// accepted, whatever stands in for the service makes of it.
  ///
  /// @param exchange makes the call
  static TaskOutcome put(
      JsonObject arguments, Function<JsonObject, Map<String, JsonValue>> exchange) {
    List<JsonValue> entries =
        arguments.get(ENTRIES) instanceof JsonArray given ? given.elements() : List.of();
    List<JsonValue> sound =
        entries.stream().filter(entry -> !EventEntries.isMalformed(entry)).toList();
    if (sound.size() == entries.size()) {
      return outcome(JsonObject.of(exchange.apply(arguments)));
    }
    Map<String, JsonValue> answer =
        sound.isEmpty()
            ? Map.of()
            : exchange.apply(arguments.toBuilder().put(ENTRIES, JsonArray.of(sound)).build());
    Iterator<JsonValue> told =
        answer.get(ENTRIES) instanceof JsonArray given
            ? given.iterator()
            : Collections.emptyIterator();
    var all = new ArrayList<JsonValue>();
    for (JsonValue entry : entries) {
      if (isMalformed(entry)) {
        all.add(MALFORMED);
      } else if (told.hasNext()) {
        all.add(told.next());
      }
    }
    long refused =
        all.stream().filter(each -> each instanceof JsonObject one && one.has("ErrorCode")).count();
    return outcome(
        JsonObject.builder().put(ENTRIES, JsonArray.of(all)).put(FAILED_COUNT, refused).build());
  }

  private static boolean isMalformed(JsonValue entry) {
    return switch (entry instanceof JsonObject object ? object.get("Detail") : null) {
      case null -> false;
      case JsonNull _, JsonObject _ -> false;
      case JsonString(String text) -> !isObject(text);
      default -> true;
    };
  }

  private static boolean isObject(String text) {
    try {
      return JsonReader.read(text, JsonLimits.NETWORK) instanceof JsonObject;
    } catch (JsonException e) {
      return false;
    }
  }

  private static TaskOutcome outcome(JsonObject result) {
    boolean allAccepted =
        !(result.get(FAILED_COUNT) instanceof JsonNumber failed) || failed.toLong() == 0;
    return allAccepted ? new Succeeded(result) : new Failed(FAILED_ENTRY, JsonWriter.write(result));
  }
}
