package org.stepgate.awsapi;

import java.util.Map;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.Workflows;

/// RedriveExecution.
final class RedriveOperation {
  private final Workflows workflows;
  private final Redrives redrives;

  RedriveOperation(Workflows workflows, Redrives redrives) {
    this.workflows = workflows;
    this.redrives = redrives;
  }

  Map<Operation, ApiCall.Handler> all() {
    return Map.of(Operation.REDRIVE_EXECUTION, this::redrive);
  }

  private JsonObject redrive(ApiCall call) throws InterruptedException {
    var request = new Redrives.Redrive(call.execution(workflows), call.textOrNull("clientToken"));
    return JsonObject.of("redriveDate", EpochSeconds.of(redrives.redrive(request)));
  }
}
