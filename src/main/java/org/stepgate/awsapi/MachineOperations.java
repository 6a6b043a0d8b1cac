package org.stepgate.awsapi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.Workflows;

/// The operations on state machines.
final class MachineOperations {
  private static final String LIST = "stateMachines";

  private final Workflows workflows;

  MachineOperations(Workflows workflows) {
    this.workflows = workflows;
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.LIST_STATE_MACHINES, this::list);
    all.put(Operation.DESCRIBE_STATE_MACHINE, this::describe);
    return all;
  }

  private JsonObject list(ApiCall call) {
    List<MachineDescription> machines = workflows.machines();
    String after =
        call.optionalText("nextToken").map(token -> PageToken.open(token, LIST)).orElse("");
    var page =
        machines.stream()
            .filter(machine -> machine.name().compareTo(after) > 0)
            .limit(call.pageSize() + 1L)
            .toList();
    boolean more = page.size() > call.pageSize();
    var shown = more ? page.subList(0, call.pageSize()) : page;
    return JsonObject.builder()
        .put(LIST, JsonValue.array(shown, MachineOperations::brief))
        .putIfPresent("nextToken", PageToken.seal(more ? shown.getLast().name() : null, LIST))
        .build();
  }

  private static JsonObject brief(MachineDescription machine) {
    return JsonObject.builder()
        .put("stateMachineArn", machine.arn())
        .put("name", machine.name())
        .put("type", machine.type().name())
        .put("creationDate", EpochSeconds.of(machine.creationTime()))
        .build();
  }

  private JsonObject describe(ApiCall call) {
    String arn = call.text("stateMachineArn");
    MachineDescription machine =
        workflows.machines().stream()
            .filter(one -> one.arn().equals(arn))
            .findFirst()
            .orElseThrow(() -> ApiException.machineDoesNotExist(arn));
    var answer =
        JsonObject.builder()
            .put("stateMachineArn", machine.arn())
            .put("name", machine.name())
            .put("status", "ACTIVE");
    if (call.withData()) {
      answer.put("definition", machine.definition());
    }
    String account = arn.split(":", -1)[4];
    return answer
        .put("roleArn", new JsonString("arn:aws:iam::" + account + ":role/stepgate"))
        .put("type", machine.type().name())
        .put("creationDate", EpochSeconds.of(machine.creationTime()))
        .put(
            "loggingConfiguration",
            JsonObject.builder()
                .put("level", "OFF")
                .put("includeExecutionData", false)
                .put("destinations", JsonArray.EMPTY)
                .build())
        .put("tracingConfiguration", JsonObject.builder().put("enabled", false).build())
        .build();
  }
}
