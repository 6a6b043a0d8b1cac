package org.stepgate.awsapi;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.Workflows;

/// The operations on executions.
final class ExecutionOperations {
  private final String engine;
  private final Workflows workflows;

  ExecutionOperations(String engine, Workflows workflows) {
    this.engine = engine;
    this.workflows = workflows;
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.START_EXECUTION, this::start);
    all.put(Operation.DESCRIBE_EXECUTION, this::describe);
    all.put(Operation.STOP_EXECUTION, this::stop);
    all.put(Operation.LIST_EXECUTIONS, this::list);
    all.put(Operation.GET_EXECUTION_HISTORY, this::history);
    return all;
  }

  // ---- start

  private JsonObject start(ApiCall call) throws InterruptedException {
    String machineArn = call.text("stateMachineArn");
    MachineDescription machine = machine(machineArn);
    String name = call.optionalText("name").orElseGet(() -> UUID.randomUUID().toString());
    if (!ExecutionId.isName(name)) {
      throw ApiException.of("InvalidName", "Invalid Name: '" + name + "'");
    }
    var request =
        new RunRequest(
            machine.name(),
            name,
            false,
            null,
            executionInput(call.optionalText("input").orElse("{}")),
            call.caller(),
            null,
            null,
            Duration.ZERO);
    ExecutionDescription started =
        switch (workflows.run(request)) {
          case RunOutcome.Closed(var execution, _) -> execution;
          case RunOutcome.Running(var id, _) -> found(workflows.describe(id), machineArn);
          case RunOutcome.NameTaken(var id) -> throw alreadyExists(id, machine);
          case RunOutcome.Gone(var id, _) -> throw alreadyExists(id, machine);
          case RunOutcome.NoSuchMachine _ -> throw ApiException.machineDoesNotExist(machineArn);
          case RunOutcome.Overloaded _ -> throw ApiException.throttled();
        };
    return JsonObject.builder()
        .put("executionArn", started.arn())
        .put("startDate", EpochSeconds.of(started.startTime()))
        .build();
  }

  private MachineDescription machine(String arn) {
    if (!(Arn.parse(arn) instanceof Arn.Machine(_, var name))) {
      throw ApiException.invalidArn(arnFault(arn));
    }
    return workflows
        .machine(name)
        .filter(machine -> machine.arn().equals(arn))
        .orElseThrow(() -> ApiException.machineDoesNotExist(arn));
  }

  private static JsonValue executionInput(String text) {
    try {
      return JsonReader.read(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw ApiException.of(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
    }
  }

  private static ApiException alreadyExists(ExecutionId id, MachineDescription machine) {
    return ApiException.of(
        "ExecutionAlreadyExists",
        "Execution Already Exists: '"
            + machine.arn().replace(":stateMachine:", ":execution:")
            + ':'
            + id.name()
            + "'");
  }

  // ---- one execution

  private JsonObject describe(ApiCall call) {
    String arn = call.text("executionArn");
    ExecutionDescription execution = found(workflows.describe(id(arn)), arn);
    var answer =
        JsonObject.builder()
            .put("executionArn", execution.arn())
            .put("stateMachineArn", execution.machineArn())
            .put("name", execution.id().name())
            .put("status", execution.status().name())
            .put("startDate", EpochSeconds.of(execution.startTime()))
            .putIfPresent("stopDate", EpochSeconds.ofNullable(execution.stopTime()));
    data(answer, "input", execution.input(), call.withData());
    data(answer, "output", execution.output(), call.withData());
    if (call.withData()) {
      answer.putIfPresent("error", execution.error()).putIfPresent("cause", execution.cause());
    }
    return answer.build();
  }

  private static void data(
      JsonObject.Builder answer, String name, @Nullable String text, boolean included) {
    if (text == null) {
      return;
    }
    if (included) {
      answer.put(name, text);
    }
    answer.put(name + "Details", JsonObject.builder().put("included", included).build());
  }

  private JsonObject stop(ApiCall call) throws InterruptedException {
    String arn = call.text("executionArn");
    ExecutionDescription execution =
        found(
            workflows.stop(
                id(arn),
                call.optionalText("error").orElse(null),
                call.optionalText("cause").orElse(null)),
            arn);
    Instant stopped = execution.stopTime() == null ? execution.startTime() : execution.stopTime();
    return JsonObject.of("stopDate", EpochSeconds.of(stopped));
  }

  private JsonObject history(ApiCall call) {
    String arn = call.text("executionArn");
    ExecutionId id = id(arn);
    boolean reverse = call.flag("reverseOrder", false);
    String filter = arn + reverse;
    String from =
        call.optionalText("nextToken").map(token -> PageToken.open(token, filter)).orElse(null);
    HistoryPage page = found(workflows.history(id, reverse, call.pageSize(), from), arn);
    boolean data = call.flag("includeExecutionData", true);
    var events =
        page.events().stream().map(event -> data ? event : HistoryData.without(event)).toList();
    return JsonObject.builder()
        .put("events", JsonArray.of(events))
        .putIfPresent("nextToken", PageToken.seal(page.nextPageToken(), filter))
        .build();
  }

  // ---- lists

  private JsonObject list(ApiCall call) {
    String arn = call.text("stateMachineArn");
    MachineDescription machine = machine(arn);
    if (machine.type() == MachineType.EXPRESS) {
      throw ApiException.of(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    String status = call.optionalText("statusFilter").orElse("");
    String filter = arn + status;
    String from =
        call.optionalText("nextToken").map(token -> PageToken.open(token, filter)).orElse(null);
    ExecutionPage page =
        workflows.list(
            new ExecutionQuery(
                machine.name(),
                status.isEmpty() ? null : ExecutionStatus.valueOf(status),
                null,
                call.pageSize(),
                from));
    return JsonObject.builder()
        .put("executions", JsonValue.array(page.executions(), ExecutionOperations::brief))
        .putIfPresent("nextToken", PageToken.seal(page.nextPageToken(), filter))
        .build();
  }

  private static JsonObject brief(ExecutionDescription execution) {
    return JsonObject.builder()
        .put("executionArn", execution.arn())
        .put("stateMachineArn", execution.machineArn())
        .put("name", execution.id().name())
        .put("status", execution.status().name())
        .put("startDate", EpochSeconds.of(execution.startTime()))
        .putIfPresent("stopDate", EpochSeconds.ofNullable(execution.stopTime()))
        .build();
  }

  // ---- ids

  private ExecutionId id(String arn) {
    return switch (Arn.parse(arn)) {
      case Arn.Execution(_, var machine, var name) -> new ExecutionId(engine, machine, name);
      case Arn.Other _, Arn.Machine _, Arn.Malformed _ ->
          throw ApiException.invalidArn(arnFault(arn));
    };
  }

  private static String arnFault(String arn) {
    return switch (Arn.parse(arn)) {
      case Arn.Malformed(var reason) -> reason;
      case Arn.Execution _ -> "Resource type not valid in this context: execution";
      case Arn.Machine _ -> "Resource type not valid in this context: stateMachine";
      case Arn.Other(_, var type) -> "Resource type not valid in this context: " + type;
    };
  }

  private static <T> T found(Optional<T> known, String arn) {
    return known.orElseThrow(() -> ApiException.executionDoesNotExist(arn));
  }
}
