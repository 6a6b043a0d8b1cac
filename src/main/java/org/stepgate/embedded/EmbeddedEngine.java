package org.stepgate.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.StateMachine;
import org.stepgate.digest.Sha256;
import org.stepgate.engine.Event;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.HistoryEvents;
import org.stepgate.store.MachineChange;
import org.stepgate.store.MachineRevision;
import org.stepgate.store.MachineRow;
import org.stepgate.store.NameEntry;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoredExecution;
import org.stepgate.store.StoredTask;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.ObjectStore;
import org.stepgate.tasks.TaskRegistry;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// The engine of this host: the port of workflows over interpreter and store.
///
/// Any worker of a pool can carry on any execution; all that they share is the store. What a call
/// reports is durable, but for an Express execution that ends while its own request waits.
///
/// Threads: safe for use by any; calls block, so they belong on virtual threads.
public final class EmbeddedEngine implements Workflows, AutoCloseable {
  /// The engine's name in execution ids.
  public static final String NAME = "embedded";

  private static final String TOKEN_PATTERN = ".waitForTaskToken";

  private static final Logger log = LogManager.getLogger(EmbeddedEngine.class);
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:aws:states:[a-z0-9-]+:[0-9]{12}:activity:[^:]+");
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final Store store;
  private final StoreClock clock;
  private final Arns arns;
  private final Definitions definitions;
  private final Shell shell;
  private final Targets targets;
  private final Starts starts;
  private final StateMachines stateMachines;
  private final EmbeddedActivities activities;
  private final EmbeddedTaskTokens taskTokens;
  private final EmbeddedMapRuns mapRuns;
  private final OwnGuard ownGuard;

  /// An engine that does nothing yet: [#start] begins.
  ///
  /// @param worker this worker, registered in the store
  /// @param runner carries out the calls of Task states
  /// @param parser parses the JSON text of a definition that was found good before
  public EmbeddedEngine(
      EmbeddedConfig config,
      Store store,
      StoreClock clock,
      WorkerId worker,
      TaskRunner runner,
      Function<String, StateMachine> parser) {
    this(config, store, clock, worker, runner, parser, new Machinery());
  }

  /// An engine that runs on something else.
  EmbeddedEngine(
      EmbeddedConfig config,
      Store store,
      StoreClock clock,
      WorkerId worker,
      TaskRunner runner,
      Function<String, StateMachine> parser,
      Machinery machinery) {
    this.store = store;
    this.clock = clock;
    this.arns = new Arns(config.account(), config.region());
    this.definitions = new Definitions(sha256 -> StoredDefinitions.text(store, sha256), parser);
    this.shell = new Shell(config, store, clock, worker, definitions, runner, machinery);
    this.targets = new Targets(store, arns, definitions, machinery::random);
    this.starts = new Starts(config, store, clock, arns, targets, shell);
    this.stateMachines = new ApiMachines(store, arns, clock);
    this.activities = new EmbeddedActivities(store, shell, config.region());
    this.taskTokens = new EmbeddedTaskTokens(store, shell);
    this.mapRuns = new EmbeddedMapRuns(store, shell, arns);
    this.ownGuard = new OwnGuard(targets);
    shell.serve(new OwnService(ownGuard, starts, activities, taskTokens));
  }

  /// The map runs of this engine.
  public MapRuns mapRuns() {
    return mapRuns;
  }

  /// Lets ItemReaders read and ResultWriters write. To be called before [#start]; without it, map
  /// runs that need objects fail.
  public void useObjects(ObjectStore objects) {
    shell.mapRuns().useObjects(objects);
  }

  /// Asks in this way what machines may have this engine do. To be called before [#start]; without
  /// it, everything.
  public void useOwnCalls(OwnCalls calls) {
    ownGuard.use(calls);
  }

  /// Starts the threads that watch timers.
  public void start() {
    shell.start();
  }

  /// Whether Task states can call the resource, in any integration pattern: by a task runner, or
  /// because this engine answers it.
  public static boolean isKnown(String resource) {
    String action =
        resource.endsWith(TOKEN_PATTERN)
            ? resource.substring(0, resource.length() - TOKEN_PATTERN.length())
            : resource;
    return TaskRegistry.isKnown(resource) || TaskRegistry.isKnown(action) || answers(resource);
  }

  /// Whether this engine itself answers a call to that resource of a Task state: an activity, or
  /// Step Functions as a service.
  public static boolean answers(String resource) {
    return ACTIVITY.matcher(resource).matches() || OwnService.serves(resource);
  }

  /// The activities of this engine.
  public Activities activities() {
    return activities;
  }

  /// Tells of the ends of executions in this way from now on.
  public void useEndNotices(EndNotices next) {
    shell.useEndNotices(next);
  }

  /// The tasks of this engine that people decide.
  public EmbeddedApprovals approvals() {
    return shell.approvals();
  }

  /// The tokens of this engine's tasks.
  public TaskTokens taskTokens() {
    return taskTokens;
  }

  // ---- machines and the pool

  /// Puts the next generation of the configuration in force in the store, unless another worker was
  /// faster.
  ///
  /// @param expectedGeneration the generation that was read, 0 when there is none
  /// @return false when another worker was faster
  public boolean putConfiguration(
      long expectedGeneration, String sha256, String bundle, List<MachineSource> machines)
      throws InterruptedException {
    var rows = new ArrayList<MachineChange.Define>();
    Instant now = now();
    for (MachineSource source : machines) {
      var revision =
          new MachineRevision(
              null, Sha256.hex(source.definition()), null, MachineSettings.DEFAULTS, now);
      var row =
          new MachineRow(MachineId.ofHome(source.name()), source.type(), revision, now, true, 0, 0);
      rows.add(new MachineChange.Define(row, source.definition()));
    }
    return switch (Futures.get(
        store.write(new Write.PutConfiguration(expectedGeneration, sha256, bundle, rows)))) {
      case Write.ConfigurationOutcome.InForce _ -> true;
      case Write.ConfigurationOutcome.Superseded _ -> false;
    };
  }

  /// Lets executions be started of these machines, which the store has, and of no others from
  /// files. One whose definition this version cannot read is logged and cannot be started.
  public void useMachines(List<MachineSource> machines) {
    var next = new LinkedHashMap<String, Machine>();
    for (MachineSource source : machines) {
      var id = MachineId.ofHome(source.name());
      Instant created = store.machine(id).map(MachineRow::creationTime).orElseGet(this::now);
      var description =
          new MachineDescription(
              source.name(),
              arns.machine(id),
              source.type(),
              source.definition(),
              Sha256.hex(source.definition()),
              created);
      next.put(source.name(), new Machine(description));
    }
    definitions.use(next);
  }

  /// Goes on with what a worker that is no longer there has left to this one.
  public void takeOver(Write.RetireOutcome.Retired left) {
    log.info(
        "engine.took_over tasks={} continuations={} inboxes={}",
        left.tasks().size(),
        left.continuations().size(),
        left.inboxes().size());
    for (var key : left.tasks()) {
      Optional<StoredTask> task = store.task(key);
      task.ifPresent(shell::takeOver);
    }
    for (RowId row : left.continuations()) {
      shell.deliver(row, new Event.Continued());
    }
    left.inboxes().forEach(shell::lookIntoInbox);
    shell.mapRuns().look();
    shell.lookAtTimers();
  }

  /// To be called after another process has committed, a few dozen times a second at most: wakes
  /// who waits for an execution that ended elsewhere, and cancels tasks that were ended elsewhere.
  public void catchUp() {
    shell.catchUp();
  }

  /// Lets everybody go who waits for a stored execution, with what it is by then; from now on
  /// nobody waits. For a worker that is about to end: the answer then is that the execution runs.
  public void endWaits() {
    shell.endWaits();
  }

  /// Waits until no task call runs in this worker.
  ///
  /// @return false when the time was over before
  public boolean awaitNoTasks(Duration time) throws InterruptedException {
    return shell.awaitNoTasks(time);
  }

  /// Cancels task calls and ends the threads. What was not committed happens again elsewhere.
  @Override
  public void close() {
    shell.close();
  }

  // ---- executions

  @Override
  public RunOutcome run(RunRequest request) throws InterruptedException {
    return starts.run(request);
  }

  @Override
  public Optional<ExecutionId> locate(StatesArn.Execution arn) {
    if (!arns.isHere(arn)) {
      return Optional.empty();
    }
    String machine = arn.label() == null ? arn.machine() : arn.machine() + '/' + arn.label();
    return Optional.of(new ExecutionId(NAME, arns.owner(arn.account()), machine, arn.name()));
  }

  @Override
  public NameLookup lookup(String machine, String name) {
    Optional<MachineId> found = targets.machine(machine);
    Optional<NameEntry> entry = found.flatMap(known -> store.lookup(known, name));
    if (entry.isEmpty()) {
      return new NameLookup.Unknown();
    }
    var id = new ExecutionId(NAME, found.get().account(), found.get().name(), name);
    return switch (entry.get()) {
      case NameEntry.Present present -> new NameLookup.Known(id, present.fingerprint());
      case NameEntry.Tombstone tombstone ->
          new NameLookup.Gone(id, tombstone.fingerprint(), Starts.status(tombstone.status()));
    };
  }

  private Optional<RowId> row(ExecutionId id) {
    if (!id.engine().equals(NAME)) {
      return Optional.empty();
    }
    return store
        .lookup(id.machineId(), id.name())
        .flatMap(entry ->
            entry instanceof NameEntry.Present present
                ? Optional.of(present.row())
                : Optional.empty());
  }

  @Override
  public Optional<ExecutionDescription> describe(ExecutionId id) {
    return id.engine().equals(NAME)
        ? store.describe(id.machineId(), id.name()).map(found -> RedrivePeriod.at(found, now()))
        : Optional.empty();
  }

  @Override
  public Optional<ExecutionDescription> await(ExecutionId id, Duration waitBudget)
      throws InterruptedException {
    Optional<RowId> row = row(id);
    return row.isEmpty() ? Optional.empty() : shell.await(row.get(), waitBudget);
  }

  @Override
  public Optional<HistoryPage> history(
      ExecutionId id, boolean reverse, int maxResults, @Nullable String pageToken) {
    Optional<RowId> row = row(id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    long from = pageToken == null ? (reverse ? Long.MAX_VALUE : 1) : eventId(pageToken);
    List<HistoryEvent> events = store.history(row.get(), from, maxResults + 1, reverse);
    String next = events.size() > maxResults ? Long.toString(events.get(maxResults).id()) : null;
    return Optional.of(
        new HistoryPage(
            events.stream().limit(maxResults).map(HistoryEvents::toJson).toList(), next));
  }

  private static long eventId(String pageToken) {
    try {
      return Long.parseLong(pageToken);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a page token of a history", e);
    }
  }

  @Override
  public Optional<MachineDescription> definition(ExecutionId id) {
    return row(id)
        .flatMap(store::start)
        .flatMap(start ->
            store
                .definition(start.definitionSha256())
                .map(text ->
                    new MachineDescription(
                        id.machine(),
                        start.identity().machineArn(),
                        start.identity().express() ? MachineType.EXPRESS : MachineType.STANDARD,
                        text,
                        start.definitionSha256(),
                        start.identity().startTime())));
  }

  @Override
  public ExecutionPage list(ExecutionQuery query) {
    String asked = query.machine();
    if (asked == null) {
      return store.list(query, null);
    }
    Optional<MachineId> machine = targets.machine(asked);
    if (machine.isEmpty()) {
      return new ExecutionPage(List.of(), null);
    }
    boolean qualified = asked.startsWith("arn:") && StatesArn.machine(asked).qualifier() != null;
    var ofMachine =
        new ExecutionQuery(
            machine.get().toString(),
            query.status(),
            query.since(),
            query.maxResults(),
            query.pageToken());
    return store.list(ofMachine, qualified ? asked : null);
  }

  @Override
  public Optional<ExecutionDescription> stop(
      ExecutionId id, @Nullable String error, @Nullable String cause) throws InterruptedException {
    Optional<RowId> row = row(id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    tell(row.get(), new Event.StopRequested(error, cause));
    return store.describe(row.get());
  }

  /// Gives an event to an execution and waits until what it changes is durable.
  private void tell(RowId row, Event event) throws InterruptedException {
    try {
      var _ = shell.live(row).ask(event).get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BackendException(NAME, true, "the execution could not be changed in time", e);
    } catch (ExecutionException e) {
      throw Futures.unchecked(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public Instant redrive(Redrive request) throws InterruptedException {
    RowId row = row(request.id()).orElseThrow(() -> noSuchExecution(request.id()));
    StoredExecution stored = stored(row, request.id());
    ExecutionHeader before = stored.header();
    if (request.clientToken() != null
        && before.redrive() != null
        && request.clientToken().equals(before.redrive().token())
        && !before.status().isClosed()) {
      return before.redrive().time();
    }
    if (store.mapChild(row).isPresent()) {
      throw new WorkflowException(
          "ExecutionNotRedrivable", "Execution is redriven with its Map Run only");
    }
    int count = redrives(before);
    Instant start = stored.start().identity().startTime();
    if (before.resumable() && RedrivePeriod.whyOver(start, before.stopTime(), now()) == null) {
      tell(row, new Event.Redriven(request.clientToken()));
    }
    ExecutionHeader after = stored(row, request.id()).header();
    if (redrives(after) == count || after.redrive() == null) {
      String reason = describe(request.id()).map(found -> found.redrive().reason()).orElse(null);
      throw new WorkflowException("ExecutionNotRedrivable", String.valueOf(reason));
    }
    return after.redrive().time();
  }

  private StoredExecution stored(RowId row, ExecutionId id) {
    return store.load(row).orElseThrow(() -> noSuchExecution(id));
  }

  private static int redrives(ExecutionHeader header) {
    return header.redrive() == null ? 0 : header.redrive().count();
  }

  private WorkflowException noSuchExecution(ExecutionId id) {
    return WorkflowException.noSuchExecution(arns.standard(id.machineId(), id.name()));
  }

  @Override
  public List<MachineDescription> machines() {
    Map<String, Machine> fromFiles = definitions.machines();
    Stream<MachineDescription> made =
        store.machines("").stream()
            .filter(row -> !row.fromFiles() && !fromFiles.containsKey(row.id().name()))
            .map(row -> StoredDefinitions.described(store, arns, row));
    return Stream.concat(fromFiles.values().stream().map(Machine::description), made)
        .sorted(Comparator.comparing(MachineDescription::name))
        .toList();
  }

  @Override
  public Optional<MachineDescription> machine(String name) {
    Machine fromFiles = definitions.machines().get(name);
    if (fromFiles != null) {
      return Optional.of(fromFiles.description());
    }
    if (!ExecutionId.isName(name)) {
      return Optional.empty();
    }
    return store
        .machine(MachineId.ofHome(name))
        .filter(row -> !row.fromFiles())
        .map(row -> StoredDefinitions.described(store, arns, row));
  }

  /// The operations that make and change state machines.
  public StateMachines stateMachines() {
    return stateMachines;
  }

  // ---- values

  private Instant now() {
    return clock.wall().truncatedTo(ChronoUnit.MILLIS);
  }
}
