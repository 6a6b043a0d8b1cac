package org.stepgate.awsapi;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stepgate.identity.SignatureCheck;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Context;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.RedriveState;

/// Calls operations of a fake port, and has what the port answers with.
abstract class OperationsFixture {
  static final String ACCOUNT = "123456789012";
  static final String PREFIX = "arn:aws:states:us-east-1:" + ACCOUNT + ":";
  static final String MACHINE = PREFIX + "stateMachine:m";
  static final String EXECUTION = PREFIX + "execution:m:e";
  static final String ACTIVITY = PREFIX + "activity:a";
  static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);
  static final String SECONDS = "1700000000.123";
  static final ExecutionId ID = new ExecutionId("embedded", "m", "e");

  final FakePort port = new FakePort();
  ApiConfig config = ApiConfig.defaults();
  SignatureCheck.Proof proof = proof(true, "");

  Object answer(Operation operation, String json) throws InterruptedException {
    var engine = FakeEngine.of(port);
    var handlers = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    handlers.putAll(new StartOperations(engine).all());
    handlers.putAll(new ExecutionOperations(engine).all());
    handlers.putAll(new MachineOperations(engine.machines()).all());
    handlers.putAll(new VersionOperations(engine.machines()).all());
    handlers.putAll(new TaskOperations(engine.tokens()).all());
    handlers.putAll(new ActivityOperations(engine.activities(), engine.machines(), config).all());
    handlers.putAll(new RedriveOperation(engine.workflows(), engine.redrives()).all());
    handlers.putAll(new MapRunOperations(engine.mapRuns()).all());
    handlers.putAll(new TestStateOperation(engine.tests()).all());
    return answer(handlers.get(operation), operation, json);
  }

  /// The same signature each time.
  static SignatureCheck.Proof proof(boolean recent, String invocation) {
    return new SignatureCheck.Proof("5".repeat(64), TIME, true, recent, invocation);
  }

  Object answer(ApiCall.Handler handler, Operation operation, String json)
      throws InterruptedException {
    var input = (JsonObject) JsonReader.read(json.replace('\'', '"'), JsonLimits.NETWORK);
    Constraints.check(operation.input(), input);
    return handler.answer(
        new ApiCall(
            operation,
            new Input(input),
            Principal.ANONYMOUS,
            ACCOUNT,
            Context.NONE,
            proof,
            Sight.ALL));
  }

  static JsonObject json(String text) {
    return (JsonObject) JsonReader.read(text.replace('\'', '"'), JsonLimits.NETWORK);
  }

  static ExecutionDescription execution(ExecutionStatus status) {
    boolean good = status == ExecutionStatus.SUCCEEDED;
    boolean closed = status.isClosed();
    return new ExecutionDescription(
        ID,
        EXECUTION,
        MACHINE,
        MACHINE + ":1",
        MACHINE + ":live",
        status,
        TIME,
        closed ? TIME.plusMillis(150) : null,
        "{ }",
        good ? "[1]" : null,
        closed && !good ? "E" : null,
        closed && !good ? "C" : null,
        null,
        null,
        "Root=1-5759e988-bd862e3fe1be46a994272793",
        "{}",
        closed && !good
            ? new RedriveState(1, TIME, null)
            : new RedriveState(0, null, "Execution is " + status + " and cannot be redriven"));
  }

  static MachineDetail detail(MachineType type) {
    return new MachineDetail(
        MACHINE,
        "m",
        type,
        "{}",
        "role",
        new MachineSettings(
            new LoggingConfiguration(LoggingConfiguration.Level.ALL, true, List.of("group")),
            true,
            EncryptionConfiguration.AWS_OWNED),
        TIME,
        TIME.plusMillis(1),
        "revision",
        "described",
        null,
        null,
        new LinkedHashMap<>(Map.of("S", List.of("a", "b"))));
  }
}
