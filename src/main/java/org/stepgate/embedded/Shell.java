package org.stepgate.embedded;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.audit.Cause;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.Outside;
import org.stepgate.engine.Surroundings;
import org.stepgate.engine.TaskId;
import org.stepgate.store.Descriptions;
import org.stepgate.store.ExecutionVersion;
import org.stepgate.store.InboxMessage;
import org.stepgate.store.MapRunId;
import org.stepgate.store.NewExecution;
import org.stepgate.store.OutgoingMessage;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoredExecution;
import org.stepgate.store.StoredTask;
import org.stepgate.store.TaskKey;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.ProcessGroup;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;

/// What the executions of one worker share: its threads, clocks, tasks, timers and the store.
///
/// Threads: safe for use by any.
final class Shell implements AutoCloseable {
  private static final Logger log = LogManager.getLogger(Shell.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final EmbeddedConfig config;
  private final Machinery machinery;
  private final Store store;
  private final StoreClock clock;
  private final WorkerId worker;
  private final Definitions definitions;
  private final Turns compute;
  private final ExecutorService io;
  private final Map<RowId, LiveExecution> live = new ConcurrentHashMap<>();
  private final Waiters waiters = new Waiters();
  private final ActivityPollers pollers = new ActivityPollers();
  private final EmbeddedApprovals approvals;
  private volatile EndNotices endNotices = EndNotices.NONE;
  private final Outside outside;
  private final RunningTasks tasks;
  private final MapRunWork mapRuns;
  private final TimerQueue timers;
  private final DueTimers dueTimers;

  Shell(
      EmbeddedConfig config,
      Store store,
      StoreClock clock,
      WorkerId worker,
      Definitions definitions,
      TaskRunner runner,
      Machinery machinery) {
    this.config = config;
    this.machinery = machinery;
    this.store = store;
    this.clock = clock;
    this.worker = worker;
    this.definitions = definitions;
    this.approvals = new EmbeddedApprovals(store, clock, arns(config), this);
    this.outside =
        machinery.outside(arn -> approvals.decides(arn) || store.activity(arn).isPresent());
    this.io = Executors.newThreadPerTaskExecutor(machinery.ioThreads());
    this.compute = machinery.turns(config.threads());
    this.tasks = new RunningTasks(runner, config.runningTasks(), machinery);
    this.mapRuns = new MapRunWork(this, store, definitions);
    this.timers = new TimerQueue(clock);
    this.dueTimers =
        new DueTimers(
            store,
            clock,
            worker,
            due -> guarded(() -> deliver(due.row(), new Event.TimerFired(due.timer()))));
  }

  private static Arns arns(EmbeddedConfig config) {
    return new Arns(config.account(), config.region());
  }

  /// Has the calls to Step Functions itself answered. Called once, before anything is started.
  void serve(OwnService own) {
    tasks.serve(own);
  }

  /// Starts the threads that watch timers.
  void start() {
    machinery.watch(timers, dueTimers);
    mapRuns.look();
  }

  // ---- the executions

  /// Puts an event into the mailbox of a stored execution, which is loaded if it is not in memory.
  void deliver(RowId row, Event event) {
    live(row).post(event);
  }

  /// Has a stored execution take in the messages that wait for it in the store.
  void lookIntoInbox(RowId row) {
    live(row).lookIntoInbox();
  }

  /// The messages that wait in the store for an execution.
  List<InboxMessage> inbox(RowId row) {
    return store.inbox(row);
  }

  /// Tells that work of an activity was put out by this worker.
  void offered(String activityArn) {
    pollers.offered(activityArn);
  }

  /// Tells of ends in this way from now on.
  void useEndNotices(EndNotices next) {
    endNotices = next;
  }

  /// What is told of an execution with a commit; empty while it goes on.
  List<OutgoingMessage> outgoing(NewExecution start, ExecutionHeader header) {
    return start.tells().isEmpty() || !header.status().isClosed()
        ? List.of()
        : endNotices.of(Descriptions.of(start, header), start.tells());
  }

  /// The tasks that people decide.
  EmbeddedApprovals approvals() {
    return approvals;
  }

  /// Those who wait in this worker for work of activities.
  ActivityPollers pollers() {
    return pollers;
  }

  /// The stored execution, loaded when the first message comes.
  LiveExecution live(RowId row) {
    return live.computeIfAbsent(row, known -> LiveExecution.stored(this, known));
  }

  /// Makes an execution that has just been stored findable by its row.
  void register(LiveExecution execution, RowId row) {
    live.put(row, execution);
  }

  /// Called when nothing is left to do for an execution: it leaves the memory when there are too
  /// many.
  void idle(LiveExecution execution) {
    RowId row = execution.row();
    if (row != null && live.size() > config.idleExecutions()) {
      live.remove(row, execution);
    }
  }

  /// Called once an execution has ended.
  void closed(LiveExecution execution) {
    RowId row = execution.row();
    if (row != null) {
      live.remove(row, execution);
      waiters.closed(row);
    }
    MapRunId run = execution.mapRun();
    if (run != null) {
      mapRuns.childEnded(run);
    }
  }

  /// The map runs that this worker takes part in.
  MapRunWork mapRuns() {
    return mapRuns;
  }

  /// Waits until a stored execution is closed or the time is over, and describes it; empty when
  /// there is none.
  Optional<ExecutionDescription> await(RowId row, Duration waitBudget) throws InterruptedException {
    if (!waitBudget.isPositive()) {
      return store.describe(row);
    }
    CountDownLatch closed = waiters.join(row);
    try {
      Optional<ExecutionDescription> found = store.describe(row);
      if (found.isEmpty() || found.get().status().isClosed()) {
        return found;
      }
      return closed.await(waitBudget.toNanos(), TimeUnit.NANOSECONDS) ? store.describe(row) : found;
    } finally {
      waiters.leave(row, closed);
    }
  }

  /// Has nobody wait for stored executions any more.
  void endWaits() {
    waiters.endAll();
  }

  // ---- interpretation

  /// Runs something on a compute thread; dropped once the shell is closed.
  void compute(Runnable turn) {
    try {
      compute.execute(() -> guarded(turn));
    } catch (RejectedExecutionException e) {
      log.debug("shell.turn_dropped reason=closing");
    } catch (OutOfMemoryError e) {
      examine(e); // No thread can be had.
      throw e;
    }
  }

  private void guarded(Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException | Error e) {
      examine(e);
      log.error("shell.turn_failed", e);
    }
  }

  /// As [Machinery#examine].
  void examine(Throwable failure) {
    machinery.examine(failure);
  }

  /// Runs something that blocks on a virtual thread; dropped once the shell is closed.
  void io(Runnable blocking) {
    try {
      io.execute(() -> guarded(blocking));
    } catch (RejectedExecutionException e) {
      log.debug("shell.read_dropped reason=closing");
    }
  }

  /// True once the shell is being closed: what blocks is interrupted, and fails because of that.
  boolean isClosing() {
    return io.isShutdown();
  }

  /// Runs something on a compute thread in a second, when what it needs may be there again.
  void later(Runnable retry) {
    later(RETRY, () -> compute(retry));
  }

  /// Runs something short after a while.
  void later(Duration delay, Runnable action) {
    machinery.later(timers, clock, delay, () -> guarded(action));
  }

  /// The interpreter's answer. An evaluation that is too deep for the thread fails its state.
  Advance advance(Execution execution, Event event) {
    var surroundings =
        new Surroundings(
            clock.wall().truncatedTo(ChronoUnit.MILLIS),
            machinery.seed(),
            config.stepsPerTurn(),
            outside);
    try {
      return machinery.advance(execution, event, surroundings);
    } catch (StackOverflowError e) {
      log.error("execution.evaluation_cut_off execution={}", execution.identity().arn(), e);
      return machinery.advance(
          execution,
          new Event.EvaluationCutOff("The evaluation of an expression could not be completed."),
          surroundings);
    }
  }

  // ---- the store

  /// This worker.
  WorkerId worker() {
    return worker;
  }

  StoreClock clock() {
    return clock;
  }

  /// Reads an execution.
  ///
  /// @throws BackendException when it cannot be read
  Optional<StoredExecution> load(RowId row) {
    return store.load(row);
  }

  /// Whether the store has nothing later of an execution than what had that sequence number.
  boolean isCurrent(RowId row, long sequence) {
    ExecutionVersion stored = store.versions(Set.of(row)).get(row);
    return stored != null && stored.sequence() == sequence;
  }

  /// The execution as the interpreter wants it.
  Execution restore(StoredExecution stored) {
    return Execution.restore(
        stored.start().identity(),
        definitions.pinned(stored.start().definitionSha256()),
        stored.header(),
        stored.frames(),
        stored.results());
  }

  /// Commits a write; one of the two is called afterwards, on a compute thread.
  <O> void write(Write<O> write, Consumer<O> done, Consumer<Throwable> failed) {
    write(write, null, null, done, failed);
  }

  /// As the other, for an execution.
  ///
  /// @param cause the request that it is for; null when there is none
  /// @param arn of the execution, when its end is to be recorded; else null
  <O> void write(
      Write<O> write,
      @Nullable Cause cause,
      @Nullable String arn,
      Consumer<O> done,
      Consumer<Throwable> failed) {
    var _ =
        store
            .write(write, cause, arn)
            .whenComplete((outcome, failure) ->
                compute(() -> {
                  if (failure == null) {
                    done.accept(outcome);
                  } else {
                    failed.accept(failure);
                  }
                }));
  }

  // ---- tasks and timers

  /// Starts a task that is committed, or that belongs to an execution in memory.
  void start(LiveExecution execution, Command.StartTask task) {
    tasks.start(execution, task, group -> recordProcess(execution, task.task(), group), null);
  }

  /// Starts a task of a worker that is no longer there; the processes that it left are ended first.
  void takeOver(StoredTask stored) {
    LiveExecution execution = live(stored.row());
    Command.StartTask task = stored.task().command();
    String process = stored.task().process();
    @Nullable ProcessGroup before = process == null ? null : ProcessGroup.parse(process);
    var _ =
        execution
            .whenLoaded()
            .thenRun(() ->
                tasks.start(
                    execution, task, group -> recordProcess(execution, task.task(), group), before))
            .whenComplete((_, failure) -> {
              if (failure != null) {
                examine(failure);
                log.error("task.not_taken_over row={}", stored.row().value(), failure);
                later(RETRY, () -> io(() -> takeOverAgain(stored)));
              }
            });
  }

  private void takeOverAgain(StoredTask stored) {
    store.task(new TaskKey(stored.row(), stored.task().command().task())).ifPresent(this::takeOver);
  }

  private void recordProcess(LiveExecution execution, TaskId task, ProcessGroup group)
      throws InterruptedException {
    TaskKey key = execution.taskKey(task);
    if (key == null) {
      return; // In memory only: the task ends with this worker, and nobody takes it over.
    }
    if (!Futures.get(store.write(new Write.RecordProcess(key, worker, group.text())))) {
      throw new InterruptedException("the task has been taken over or ended");
    }
  }

  void cancel(LiveExecution execution, TaskId task) {
    tasks.cancel(execution, task);
  }

  /// Sets a timer of an execution that is in memory only.
  TimerQueue.Timer setInMemory(LiveExecution execution, Command.SetTimer timer) {
    Runnable fire = () -> guarded(() -> execution.post(new Event.TimerFired(timer.timer())));
    return switch (timer.due()) {
      case Command.Due.After(var delay) ->
          timers.atNanos(clock.monotonicNanos() + delay.toNanos(), fire);
      case Command.Due.At(var moment) -> timers.atTime(moment, fire);
    };
  }

  void cancel(TimerQueue.Timer timer) {
    timers.cancel(timer);
  }

  /// Has a look at the timers that are due at once, after some were inherited.
  void lookAtTimers() {
    dueTimers.wake();
  }

  /// Tells that a timer was stored.
  void timerStored(Command.Due due) {
    dueTimers.set(due);
  }

  /// Compares what this worker is doing with the store, after another process has committed:
  /// cancels tasks that were ended elsewhere and wakes those who wait for executions that ended
  /// elsewhere, or for work of activities that was put out there.
  void catchUp() {
    mapRuns.look();
    for (String activity : pollers.activities()) {
      if (store.hasActivityTask(activity)) {
        pollers.offered(activity);
      }
    }
    var running = tasks.stored();
    if (!running.isEmpty()) {
      var current = new HashSet<TaskKey>();
      store
          .tasks(worker)
          .forEach(task -> current.add(new TaskKey(task.row(), task.task().command().task())));
      tasks.cancelOutdated(running, current);
    }
    Set<RowId> waited = waiters.rows();
    if (!waited.isEmpty()) {
      var versions = store.versions(waited);
      for (RowId row : waited) {
        ExecutionVersion version = versions.get(row);
        if (version == null || version.status().isClosed()) {
          waiters.closed(row);
        }
      }
    }
  }

  /// Waits until no task call runs in this worker.
  ///
  /// @return false when the time was over before
  boolean awaitNoTasks(Duration time) throws InterruptedException {
    return tasks.awaitNone(time);
  }

  /// Cancels what runs and ends the threads. What was not committed happens again elsewhere.
  @Override
  public void close() {
    dueTimers.close();
    timers.close();
    tasks.close();
    compute.close();
    io.shutdownNow();
  }
}
