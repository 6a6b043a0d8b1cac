package org.stepgate.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Cause;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.Payload;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.principal.Principal;
import org.stepgate.store.Descriptions;
import org.stepgate.store.NameEntry;
import org.stepgate.store.NewExecution;
import org.stepgate.store.Notice;
import org.stepgate.store.ParentTask;
import org.stepgate.store.RowId;
import org.stepgate.store.StartBound;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreFullException;
import org.stepgate.store.StoredExecution;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// Starts executions: in memory while their own request waits, or stored from the start.
///
/// Threads: safe for use by any.
final class Starts {
  private static final int MIN_RETRY_SECONDS = 2;
  private static final int MAX_RETRY_SECONDS = 10;
  private static final RunOutcome OVER_LIMIT = new RunOutcome.OverLimit(Duration.ofSeconds(5));

  private final Store store;
  private final StoreClock clock;
  private final Arns arns;
  private final Targets targets;
  private final Shell shell;
  private final Semaphore starting;

  Starts(
      EmbeddedConfig config,
      Store store,
      StoreClock clock,
      Arns arns,
      Targets targets,
      Shell shell) {
    this.store = store;
    this.clock = clock;
    this.arns = arns;
    this.targets = targets;
    this.shell = shell;
    this.starting = new Semaphore(config.startingExecutions());
  }

  /// A nested execution that is to be started.
  ///
  /// @param input a JSON text
  /// @param caller the JSON text of who started the parent
  /// @param cause who has it started, as far as the policy allows; null for the caller
  record Nested(
      StatesArn.Machine target, String name, String input, String caller, @Nullable Cause cause) {}

  /// A nested execution that was started.
  record Child(String arn, Instant startTime) {}

  /// Makes the answer of a start.
  @FunctionalInterface
  interface Answer {
    /// The answer for an execution with that ARN, started then.
    JsonValue of(String arn, Instant startTime);
  }

  /// Starts a nested execution, or finds the one that an earlier run of the same task has started.
  /// When the parent waits for its end, the start and the answer in the parent's inbox are one
  /// commit.
  ///
  /// @param parent the task; null when the parent is in memory only
  /// @param answer what the parent is told when it waits
  /// @throws WorkflowException when it is refused
  /// @throws InterruptedException also when the parent does not wait any more
  Child startChild(Nested nested, @Nullable ParentTask parent, Answer answer)
      throws InterruptedException {
    Target machine = child(nested.target());
    NewExecution start = newChild(machine, nested, parent);
    Execution.Identity identity = start.identity();
    Notice submission =
        parent == null || !parent.waits()
            ? null
            : new Notice(
                parent.row(),
                new Event.TaskSubmitted(
                    parent.task(), answer.of(identity.arn(), identity.startTime())));
    var execution = LiveExecution.starting(shell, start, machine.definition(), false, submission);
    execution.causedBy(nested.cause());
    execution.post(new Event.Started());
    return switch (Futures.get(execution.whenStored())) {
      case Start.Stored _ -> new Child(identity.arn(), identity.startTime());
      case Start.NotWanted() -> throw new InterruptedException("the parent does not wait any more");
      case Start.NameTaken(NameEntry existing) -> known(start, existing);
      case Start.OverLimit() -> throw new AssertionError("it has no bounds");
    };
  }

  private Child known(NewExecution start, NameEntry existing) {
    if (existing instanceof NameEntry.Present(RowId row, _, _)) {
      Optional<StoredExecution> found = store.load(row);
      if (found.isPresent()) {
        NewExecution other = found.get().start();
        boolean mine = start.parent() != null && start.parent().equals(other.parent());
        boolean same =
            (other.parent() == null || !other.parent().waits())
                && !found.get().header().status().isClosed()
                && other.identity().input().text().equals(start.identity().input().text());
        boolean joins = same && (start.parent() == null || !start.parent().waits());
        if (mine || joins) {
          return new Child(other.identity().arn(), other.identity().startTime());
        }
      }
    }
    throw new WorkflowException(
        "ExecutionAlreadyExists", "Execution Already Exists: '" + start.identity().arn() + "'");
  }

  /// Runs an Express machine and waits for its end, in memory unless it takes longer than the wait.
  ///
  /// @return the answer of StartSyncExecution as `aws-sdk` shows it
  /// @throws WorkflowException when it is refused
  JsonObject runChild(Nested nested, Duration patience) throws InterruptedException {
    Target machine = child(nested.target());
    if (!machine.express()) {
      throw new WorkflowException(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine");
    }
    NewExecution start = newChild(machine, nested, null);
    var execution = LiveExecution.starting(shell, start, machine.definition(), true, null);
    execution.causedBy(nested.cause());
    execution.post(new Event.Started());
    ExecutionHeader header = headerWithin(execution, patience);
    if (header == null) {
      execution.keep();
      throw new InterruptedException("the call has taken too long");
    }
    return ChildEnds.description(Descriptions.of(start, header), false);
  }

  private Target child(StatesArn.Machine target) {
    return targets
        .find(target.toString())
        .orElseThrow(() -> WorkflowException.noSuchMachine(target.toString()));
  }

  private NewExecution newChild(Target machine, Nested nested, @Nullable ParentTask parent) {
    String name = nested.name();
    String input = nested.input();
    if (!ExecutionId.isName(name)) {
      throw WorkflowException.invalidName(name);
    }
    JsonValue value;
    try {
      value = JsonReader.read(input, JsonLimits.NETWORK);
    } catch (JsonException e) {
      throw new WorkflowException(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
    }
    return new NewExecution(
        identity(machine, name, Payload.inline(value).withText(input)),
        machine.definitionSha256(),
        machine.origin(),
        null,
        null,
        null,
        null,
        nested.caller(),
        parent,
        null,
        List.of());
  }

  /// As [org.stepgate.workflow.Workflows#run].
  RunOutcome run(RunRequest request) throws InterruptedException {
    Optional<Target> found = targets.find(StatesArn.withoutTestCase(request.machine()));
    if (found.isEmpty()) {
      return new RunOutcome.NoSuchMachine(request.machine());
    }
    Target target = found.get();
    boolean inMemory =
        target.express()
            && !request.nameIsKey()
            && request.terms().tells().isEmpty()
            && (request.terms().bounds().isEmpty() || request.route() == null)
            && request.waitBudget().isPositive();
    NewExecution start = newExecution(request, target);
    var execution = LiveExecution.starting(shell, start, target.definition(), inMemory, null);
    try {
      if (!request.terms().bounds().isEmpty()) {
        List<StartBound> bounds = counted(request);
        if (bounds.stream().anyMatch(StartBound::isReached)
            && store.lookup(start.machineId(), request.name()).isEmpty()) {
          return OVER_LIMIT;
        }
        execution.within(inMemory ? List.of() : bounds);
      }
      return inMemory
          ? runInMemory(request, start, execution)
          : runStored(request, start, execution);
    } catch (StoreFullException e) {
      return overloaded();
    }
  }

  /// The bounds of a request, with what runs now: most of what is too much is refused by that,
  /// without troubling the writer.
  private List<StartBound> counted(RunRequest request) {
    Principal caller = request.principal();
    return request.terms().bounds().stream()
        .map(
            bound -> store.bound(caller.issuer(), caller.subject(), bound.routes(), bound.atMost()))
        .toList();
  }

  /// Those who are refused are told different times, so that they do not come back all at once.
  private static RunOutcome overloaded() {
    return new RunOutcome.Overloaded(
        Duration.ofSeconds(
            ThreadLocalRandom.current().nextInt(MIN_RETRY_SECONDS, MAX_RETRY_SECONDS + 1)));
  }

  private RunOutcome runInMemory(RunRequest request, NewExecution start, LiveExecution execution)
      throws InterruptedException {
    if (!starting.tryAcquire()) {
      return overloaded();
    }
    try {
      // The first turn is bounded by itself, and most requests need no other: a wait without a
      // limit takes no timer.
      Futures.get(execution.ask(new Event.Started()));
    } finally {
      starting.release();
    }
    ExecutionHeader header = headerWithin(execution, request.waitBudget());
    if (header == null) {
      execution.keep();
      header =
          Futures.get(CompletableFuture.anyOf(execution.whenStored(), execution.whenClosed()))
                  instanceof ExecutionHeader ended
              ? ended
              : null;
    }
    return header == null
        ? new RunOutcome.Running(id(start), false)
        : new RunOutcome.Closed(Descriptions.of(start, header), false);
  }

  private RunOutcome runStored(RunRequest request, NewExecution start, LiveExecution execution)
      throws InterruptedException {
    if (!starting.tryAcquire()) {
      return overloaded();
    }
    Start stored;
    try {
      execution.post(new Event.Started());
      stored = Futures.get(execution.whenStored());
    } finally {
      starting.release();
    }
    return switch (stored) {
      case Start.Stored(RowId row) -> afterStart(request, start, execution, row);
      case Start.NameTaken(NameEntry existing) -> known(request, start, existing);
      case Start.NotWanted() -> throw new AssertionError("it has no parent");
      case Start.OverLimit() -> OVER_LIMIT;
    };
  }

  private NewExecution newExecution(RunRequest request, Target target) {
    return new NewExecution(
        identity(target, request.name(), input(request)),
        target.definitionSha256(),
        target.origin(),
        request.route(),
        request.fingerprint(),
        request.traceparent(),
        StatesArn.testCase(request.machine()),
        JsonWriter.write(request.principal().toJson()),
        null,
        null,
        request.terms().tells());
  }

  private Execution.Identity identity(Target target, String name, Payload input) {
    String arn =
        target.express()
            ? arns.express(target.machine(), name, UUID.randomUUID().toString())
            : arns.standard(target.machine(), name);
    return new Execution.Identity(
        arn,
        name,
        arns.machine(target.machine()),
        target.machine().name(),
        target.roleArn(),
        target.express(),
        clock.wall().truncatedTo(ChronoUnit.MILLIS),
        input);
  }

  private static Payload input(RunRequest request) {
    var input = Payload.inline(request.input());
    String text = request.inputText();
    return text == null ? input : input.withText(text);
  }

  private static @Nullable ExecutionHeader headerWithin(LiveExecution execution, Duration budget)
      throws InterruptedException {
    if (execution.whenClosed().isDone()) {
      return Futures.get(execution.whenClosed());
    }
    try {
      return execution.whenClosed().get(budget.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw Futures.unchecked(e.getCause() == null ? e : e.getCause());
    }
  }

  private RunOutcome afterStart(
      RunRequest request, NewExecution start, LiveExecution execution, RowId row)
      throws InterruptedException {
    ExecutionHeader ended = execution.whenClosed().getNow(null);
    if (ended != null) {
      return new RunOutcome.Closed(Descriptions.of(start, ended), false);
    }
    Optional<ExecutionDescription> found = shell.await(row, request.waitBudget());
    return found.filter(Starts::isClosed).isPresent()
        ? new RunOutcome.Closed(found.get(), false)
        : new RunOutcome.Running(id(start), false);
  }

  /// Answers for a name that another execution has.
  private RunOutcome known(RunRequest request, NewExecution start, NameEntry existing)
      throws InterruptedException {
    ExecutionId id = id(start);
    boolean sameKey =
        request.nameIsKey()
            && request.fingerprint() != null
            && request.fingerprint().equals(existing.fingerprint());
    return switch (existing) {
      case NameEntry.Tombstone tombstone ->
          sameKey
              ? new RunOutcome.Gone(id, status(tombstone.status()))
              : new RunOutcome.NameTaken(id);
      case NameEntry.Present present -> {
        if (!sameKey && (request.nameIsKey() || !isSameRunning(request.input(), present))) {
          yield new RunOutcome.NameTaken(id);
        }
        Optional<ExecutionDescription> found = shell.await(present.row(), request.waitBudget());
        yield found.filter(Starts::isClosed).isPresent()
            ? new RunOutcome.Closed(found.get(), true)
            : new RunOutcome.Running(id, true);
      }
    };
  }

  /// The rule of StartExecution for names: the same name and input, while it runs, is the same
  /// execution.
  private boolean isSameRunning(JsonValue input, NameEntry.Present existing) {
    return store
        .describe(existing.row())
        .filter(found ->
            !isClosed(found) && JsonReader.read(found.input(), JsonLimits.STORED).equals(input))
        .isPresent();
  }

  private static ExecutionId id(NewExecution start) {
    Execution.Identity identity = start.identity();
    return new ExecutionId(
        EmbeddedEngine.NAME, start.origin().account(), identity.machineName(), identity.name());
  }

  private static boolean isClosed(ExecutionDescription execution) {
    return execution.status().isClosed();
  }

  /// The status as the port names it.
  static ExecutionStatus status(org.stepgate.engine.ExecutionStatus status) {
    return ExecutionStatus.valueOf(status.name());
  }
}
