package org.stepgate.embedded;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.tasks.TaskOutcome;

/// The arguments that the actions of [OwnService] have. A call with others is not made, as with
/// every service: what is misspelt would be left out in silence.
///
/// @param required those that have to be there
/// @param known all of them
record OwnArguments(Set<String> required, Set<String> known) {
  private static final int SHOWN_CHARACTERS = 10_000;
  private static final OwnArguments START =
      new OwnArguments(
          Set.of("StateMachineArn"), Set.of("Input", "Name", "StateMachineArn", "TraceHeader"));

  private static final Map<String, OwnArguments> OF_ACTIONS =
      Map.of(
          "startExecution",
          START,
          "startSyncExecution",
          new OwnArguments(
              START.required(),
              Set.of("IncludedData", "Input", "Name", "StateMachineArn", "TraceHeader")),
          "sendTaskSuccess",
          new OwnArguments(Set.of("Output", "TaskToken"), Set.of("Output", "TaskToken")),
          "sendTaskFailure",
          new OwnArguments(Set.of("TaskToken"), Set.of("Cause", "Error", "TaskToken")),
          "sendTaskHeartbeat",
          new OwnArguments(Set.of("TaskToken"), Set.of("TaskToken")),
          "getActivityTask",
          new OwnArguments(Set.of("ActivityArn"), Set.of("ActivityArn", "WorkerName")));

  /// How a call ends that is not made; empty when nothing is wrong with it.
  ///
  /// @param action one of those that are served
  static Optional<TaskOutcome> refusal(String action, JsonValue arguments) {
    OwnArguments expected = OF_ACTIONS.get(action);
    if (expected == null) {
      throw new AssertionError("not served: " + action);
    }
    JsonObject given = arguments instanceof JsonObject object ? object : JsonObject.EMPTY;
    return given.members().keySet().stream()
        .filter(name -> !expected.known().contains(name))
        .map("The field \"%s\" is not supported by Step Functions"::formatted)
        .findFirst()
        .or(() ->
            expected.required().stream()
                .filter(name -> !given.has(name))
                .sorted()
                .map("The field \"%s\" is required but was missing"::formatted)
                .findFirst())
        .map(problem -> refused(arguments, problem));
  }

  private static TaskOutcome refused(JsonValue arguments, String problem) {
    String text = JsonWriter.write(arguments);
    return new TaskOutcome.Failed(
        "States.Runtime",
        "The Parameters '%s' could not be used to start the Task: [%s]"
            .formatted(text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS)), problem));
  }
}
