package org.stepgate.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RedriveState;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// An engine in memory: every machine ends as the test says, at once or when the test says so.
final class FakeWorkflows implements Workflows {
  static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

  final List<RunRequest> started = new ArrayList<>();
  final List<Duration> waits = new ArrayList<>();
  final Map<String, ExecutionDescription> executions = new LinkedHashMap<>();
  final Map<String, NameLookup.Gone> gone = new LinkedHashMap<>();
  final List<String> machines = new ArrayList<>(List.of("Orders", "Reports"));
  Function<RunRequest, Ending> ending = request -> Ending.output(JsonWriter.write(request.input()));
  @Nullable RunOutcome refusal;
  @Nullable BackendException failure;
  @Nullable ExecutionQuery lastQuery;

  /// How an execution stands after its start.
  record Ending(
      ExecutionStatus status,
      @Nullable String output,
      @Nullable String error,
      @Nullable String cause) {
    static final Ending RUNNING = new Ending(ExecutionStatus.RUNNING, null, null, null);

    static Ending output(String output) {
      return new Ending(ExecutionStatus.SUCCEEDED, output, null, null);
    }

    static Ending error(ExecutionStatus status, String error, String cause) {
      return new Ending(status, null, error, cause);
    }
  }

  static ExecutionDescription described(
      ExecutionId id,
      Ending ending,
      String input,
      @Nullable String route,
      @Nullable String fingerprint) {
    return new ExecutionDescription(
        id,
        "arn:aws:states:local:000000000000:execution:" + id.machine() + ":" + id.name(),
        "arn:aws:states:local:000000000000:stateMachine:" + id.machine(),
        null,
        null,
        ending.status(),
        START,
        ending.status().isClosed() ? START.plusSeconds(1) : null,
        input,
        ending.output(),
        ending.error(),
        ending.cause(),
        route,
        fingerprint,
        null,
        "{\"subject\":\"anonymous\"}",
        RedriveState.RUNNING);
  }

  /// Ends an execution that runs.
  void end(String name, Ending how) {
    executions.computeIfPresent(
        name, (_, old) -> described(old.id(), how, old.input(), old.route(), old.fingerprint()));
  }

  @Override
  public RunOutcome run(RunRequest request) {
    failing();
    if (refusal != null) {
      return refusal;
    }
    waits.add(request.waitBudget());
    var id = new ExecutionId("embedded", request.machine(), request.name());
    if (!machines.contains(request.machine())) {
      return new RunOutcome.NoSuchMachine(request.machine());
    }
    var known = executions.get(request.name());
    if (known != null) {
      return request.fingerprint() != null && request.fingerprint().equals(known.fingerprint())
          ? outcome(known, true)
          : new RunOutcome.NameTaken(id);
    }
    started.add(request);
    var execution =
        described(
            id,
            ending.apply(request),
            JsonWriter.write(request.input()),
            request.route(),
            request.fingerprint());
    executions.put(request.name(), execution);
    return outcome(execution, false);
  }

  private static RunOutcome outcome(ExecutionDescription execution, boolean known) {
    return execution.status().isClosed()
        ? new RunOutcome.Closed(execution, known)
        : new RunOutcome.Running(execution.id(), known);
  }

  @Override
  public Optional<ExecutionId> locate(StatesArn.Execution arn) {
    return Optional.of(new ExecutionId("embedded", arn.machine(), arn.name()));
  }

  @Override
  public NameLookup lookup(String machine, String name) {
    failing();
    var known = executions.get(name);
    if (known != null) {
      return new NameLookup.Known(known.id(), known.fingerprint());
    }
    var tombstone = gone.get(name);
    return tombstone == null ? new NameLookup.Unknown() : tombstone;
  }

  @Override
  public Optional<ExecutionDescription> describe(ExecutionId id) {
    failing();
    return Optional.ofNullable(executions.get(id.name())).filter(one -> one.id().equals(id));
  }

  @Override
  public Optional<ExecutionDescription> await(ExecutionId id, Duration wait) {
    waits.add(wait);
    return describe(id);
  }

  @Override
  public Optional<HistoryPage> history(
      ExecutionId id, boolean reverse, int maxResults, @Nullable String pageToken) {
    return describe(id)
        .map(_ ->
            new HistoryPage(
                List.of(
                    JsonObject.of(
                        "reverse", JsonBoolean.of(reverse), "max", JsonNumber.of(maxResults))),
                pageToken == null ? "next" : null));
  }

  @Override
  public Optional<MachineDescription> definition(ExecutionId id) {
    return describe(id).flatMap(one -> machine(one.id().machine()));
  }

  @Override
  public ExecutionPage list(ExecutionQuery query) {
    lastQuery = query;
    return new ExecutionPage(List.copyOf(executions.values()).reversed(), "more");
  }

  @Override
  public Optional<ExecutionDescription> stop(
      ExecutionId id, @Nullable String error, @Nullable String cause) {
    if (describe(id).filter(one -> !one.status().isClosed()).isPresent()) {
      end(id.name(), new Ending(ExecutionStatus.ABORTED, null, error, cause));
    }
    return describe(id);
  }

  @Override
  public Instant redrive(Redrive request) {
    failing();
    ExecutionDescription known =
        describe(request.id())
            .orElseThrow(() -> WorkflowException.noSuchExecution(request.id().toString()));
    if (!known.status().isClosed() || known.status() == ExecutionStatus.SUCCEEDED) {
      throw new WorkflowException(
          "ExecutionNotRedrivable", "Execution is " + known.status() + " and cannot be redriven");
    }
    end(request.id().name(), Ending.RUNNING);
    return START.plusSeconds(2);
  }

  @Override
  public List<MachineDescription> machines() {
    return machines.stream().map(FakeWorkflows::described).toList();
  }

  @Override
  public Optional<MachineDescription> machine(String name) {
    return machines.contains(name) ? Optional.of(described(name)) : Optional.empty();
  }

  private static MachineDescription described(String name) {
    return new MachineDescription(
        name,
        "arn:aws:states:local:000000000000:stateMachine:" + name,
        MachineType.STANDARD,
        "{\"StartAt\":\"A\"}",
        "00",
        START);
  }

  private void failing() {
    if (failure != null) {
      throw failure;
    }
  }
}
