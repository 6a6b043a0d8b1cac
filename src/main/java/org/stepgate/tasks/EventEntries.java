package org.stepgate.tasks;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
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

  /// The end of the call: what became of each entry.
  static TaskOutcome outcome(SdkExchange.Answer answer) {
    JsonObject result = JsonObject.of(answer.fields());
    boolean allAccepted =
        !(result.get("FailedEntryCount") instanceof JsonNumber failed) || failed.toLong() == 0;
    return allAccepted ? new Succeeded(result) : new Failed(FAILED_ENTRY, JsonWriter.write(result));
  }
}
