package org.stepgate.awsapi;

import java.util.EnumMap;
import java.util.Map;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.TaskTokens;

/// The operations that answer tasks which wait for their token.
final class TaskOperations {
  private final TaskTokens tokens;

  TaskOperations(TaskTokens tokens) {
    this.tokens = tokens;
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.SEND_TASK_SUCCESS, this::success);
    all.put(Operation.SEND_TASK_FAILURE, this::failure);
    all.put(Operation.SEND_TASK_HEARTBEAT, this::heartbeat);
    return all;
  }

  private JsonObject success(ApiCall call) throws InterruptedException {
    tokens.sendSuccess(
        new TaskTokens.Success(call.account(), call.text("taskToken"), call.text("output")));
    return JsonObject.EMPTY;
  }

  private JsonObject failure(ApiCall call) throws InterruptedException {
    tokens.sendFailure(
        new TaskTokens.Failure(
            call.account(),
            call.text("taskToken"),
            call.textOrNull("error"),
            call.textOrNull("cause")));
    return JsonObject.EMPTY;
  }

  private JsonObject heartbeat(ApiCall call) throws InterruptedException {
    tokens.sendHeartbeat(new TaskTokens.Heartbeat(call.account(), call.text("taskToken")));
    return JsonObject.EMPTY;
  }
}
