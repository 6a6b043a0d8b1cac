package org.stepgate.awsapi;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// StartExecution and StartSyncExecution.
final class StartOperations {
  /// Longer than an Express execution can run, so that its end comes first.
  private static final Duration SYNC_BUDGET = Duration.ofMinutes(6);

  private static final long UUID_VERSION = 0xF000;

  /// Version 8, for what is made in a way of one's own.
  private static final long UUID_OF_HASH = 0x8000;

  private static final long UUID_VARIANT = 1L << 63;

  private static final long BILLED_STEP_MILLIS = 100;
  private static final int BILLED_MEGABYTES = 64;

  private final Workflows workflows;
  private final StateMachines machines;

  StartOperations(AwsApi.Engine engine) {
    this.workflows = engine.workflows();
    this.machines = engine.machines();
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.START_EXECUTION, this::start);
    all.put(Operation.START_SYNC_EXECUTION, this::startSync);
    return all;
  }

  private JsonObject start(ApiCall call) throws InterruptedException {
    machine(call);
    ExecutionDescription started = run(call, Duration.ZERO);
    return JsonObject.builder()
        .put("executionArn", started.arn())
        .put("startDate", EpochSeconds.of(started.startTime()))
        .build();
  }

  private JsonObject startSync(ApiCall call) throws InterruptedException {
    if (machine(call).type() != MachineType.EXPRESS) {
      throw ExecutionOperations.typeNotSupported();
    }
    ExecutionDescription ended = run(call, SYNC_BUDGET);
    boolean data = call.withData();
    var included = JsonObject.builder().put("included", data).build();
    var answer =
        JsonObject.builder()
            .put("executionArn", ended.arn())
            .put("stateMachineArn", ended.machineArn())
            .put("name", ended.id().name())
            .put("startDate", EpochSeconds.of(ended.startTime()))
            .putIfPresent("stopDate", EpochSeconds.ofNullable(ended.stopTime()))
            .put("status", ended.status().name())
            .put("inputDetails", included)
            .put("outputDetails", included)
            .putIfPresent("traceHeader", TraceHeader.shown(ended.traceparent()))
            .put("billingDetails", billing(ended));
    if (data) {
      answer
          .put("input", ended.input())
          .putIfPresent("output", ended.output())
          .putIfPresent("error", ended.error())
          .putIfPresent("cause", ended.cause());
    }
    return answer.build();
  }

  /// What AWS would bill: the time in steps of 100 ms, and the least memory.
  private static JsonObject billing(ExecutionDescription ended) {
    Instant stop = ended.stopTime() == null ? ended.startTime() : ended.stopTime();
    long millis = Duration.between(ended.startTime(), stop).toMillis();
    long steps = Math.max(1, Math.ceilDiv(millis, BILLED_STEP_MILLIS));
    return JsonObject.builder()
        .put("billedMemoryUsedInMB", BILLED_MEGABYTES)
        .put("billedDurationInMilliseconds", steps * BILLED_STEP_MILLIS)
        .build();
  }

  private MachineDetail machine(ApiCall call) {
    return machines.describe(call.account(), call.text("stateMachineArn"));
  }

  private ExecutionDescription run(ApiCall call, Duration waitBudget) throws InterruptedException {
    Optional<String> given = call.input().optionalText("name");
    if (given.isEmpty() && call.operation() == Operation.START_EXECUTION) {
      return runSigned(call, waitBudget);
    }
    String name = given.orElseGet(() -> UUID.randomUUID().toString());
    if (!ExecutionId.isName(name)) {
      throw WorkflowException.invalidName(name);
    }
    return described(call, name, workflows.run(request(call, name, null, waitBudget)));
  }

  /// An execution whose caller gives no name gets one that comes from the signature: the same
  /// request, sent again, finds the execution that it has started.
  ///
  /// Another call of the same content has the same signature when both were signed within a second
  /// by a client that does not sign its `amz-sdk-invocation-id`. It starts an execution of its own
  /// as long as that second is near. Later it might be a recorded request with another id; a client
  /// that is told to be slower signs anew.
  private ExecutionDescription runSigned(ApiCall call, Duration waitBudget)
      throws InterruptedException {
    var proof = call.proof();
    String invocation = proof.signature() + Sha256.hex(proof.invocation());
    String name = nameOf(call, proof.signature());
    RunOutcome outcome = workflows.run(request(call, name, invocation, waitBudget));
    if (outcome instanceof RunOutcome.NameTaken) {
      if (!proof.isRecent()) {
        throw ApiException.throttled();
      }
      name = nameOf(call, invocation);
      outcome = workflows.run(request(call, name, invocation, waitBudget));
    }
    return described(call, name, outcome);
  }

  private static RunRequest request(
      ApiCall call, String name, @Nullable String fingerprint, Duration waitBudget) {
    String input = call.input().optionalText("input").orElse("{}");
    return new RunRequest(
        call.text("stateMachineArn"),
        name,
        fingerprint != null,
        fingerprint,
        json(input),
        input,
        call.caller(),
        null,
        call.textOrNull("traceHeader"),
        waitBudget,
        RunRequest.Terms.NONE);
  }

  private ExecutionDescription described(ApiCall call, String name, RunOutcome outcome) {
    String machineArn = call.text("stateMachineArn");
    return switch (outcome) {
      case RunOutcome.Closed(var execution, _) -> execution;
      case RunOutcome.Running(var id, _) ->
          workflows.describe(id).orElseThrow(() -> WorkflowException.noSuchMachine(machineArn));
      case RunOutcome.NameTaken _, RunOutcome.Gone _ -> throw alreadyExists(machineArn, name);
      case RunOutcome.NoSuchMachine _ -> throw WorkflowException.noSuchMachine(machineArn);
      case RunOutcome.Overloaded _, RunOutcome.OverLimit _ -> throw ApiException.throttled();
    };
  }

  private static String nameOf(ApiCall call, String proof) {
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(call.account() + " " + proof));
    long high = (hash.getLong() & ~UUID_VERSION) | UUID_OF_HASH;
    long low = (hash.getLong() >>> 2) | UUID_VARIANT;
    return new UUID(high, low).toString();
  }

  private static JsonValue json(String text) {
    if (text.isBlank()) {
      throw invalidInput("Invalid execution input.");
    }
    try {
      return JsonReader.read(text, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw invalidInput(String.valueOf(e.getMessage()));
    }
  }

  private static WorkflowException invalidInput(String reason) {
    return new WorkflowException(
        "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + reason + "'");
  }

  private static WorkflowException alreadyExists(String machineArn, String name) {
    StatesArn.Machine machine = StatesArn.machine(machineArn);
    var execution =
        new StatesArn.Execution(
            machine.region(), machine.account(), machine.name(), machine.label(), name);
    return new WorkflowException(
        "ExecutionAlreadyExists", "Execution Already Exists: '" + execution + "'");
  }
}
