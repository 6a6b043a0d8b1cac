package org.stepgate.embedded;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.State;
import org.stepgate.engine.Execution.Identity;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.workflow.WorkflowException;

/// The context object of a state that is tested: the one that the caller gave, or one of an Express
/// execution that never was.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html Step
///   Functions, context object
final class TestContext {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private TestContext() {}

  /// The given context object, which may lack anything.
  ///
  /// @throws WorkflowException `ValidationException`
  static JsonObject given(JsonValue value, State state) {
    if (!(value instanceof JsonObject context)) {
      throw invalid("Context object must be a JSON object");
    }
    if (context.has("Task") && !waits(state)) {
      throw invalid(
          "Context object contains 'Task' when state is not a Task state with a '.sync' or"
              + " '.waitForTaskToken' service integration pattern");
    }
    return context;
  }

  private static WorkflowException invalid(String reason) {
    return WorkflowException.validation("Invalid Context object provided: " + reason);
  }

  /// A made-up context object.
  ///
  /// @param roleArn null for none
  /// @param retryCount how often the state was tried again
  /// @param token the task token of a state that waits for one
  static JsonObject madeUp(
      Identity identity, State state, @Nullable String roleArn, int retryCount, String token) {
    String time = TIME.format(identity.startTime());
    var execution =
        JsonObject.builder()
            .put("Id", identity.arn())
            .put("Input", identity.input().json())
            .put("Name", identity.name())
            .put("RoleArn", roleArn == null ? JsonNull.NULL : new JsonString(roleArn))
            .put("StartTime", time);
    var machine =
        JsonObject.builder().put("Id", identity.machineArn()).put("Name", identity.machineName());
    var here =
        JsonObject.builder().put("Name", DefinitionParser.SINGLE_STATE).put("EnteredTime", time);
    if (canRetry(state)) {
      here.put("RetryCount", retryCount);
    }
    var context =
        JsonObject.builder()
            .put("Execution", execution.build())
            .put("StateMachine", machine.build())
            .put("State", here.build());
    if (waits(state)) {
      context.put("Task", JsonObject.of("Token", new JsonString(token)));
    }
    return context.build();
  }

  private static boolean canRetry(State state) {
    return switch (state) {
      case State.Task _, State.Parallel _, State.Map _ -> true;
      case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> false;
    };
  }

  /// Whether the state is a task that goes on after its call was answered.
  static boolean waits(State state) {
    return state instanceof State.Task task
        && (task.resource().endsWith(".waitForTaskToken")
            || task.resource().endsWith(".sync")
            || task.resource().endsWith(".sync:2"));
  }
}
