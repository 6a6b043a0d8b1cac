package org.stepgate.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Command.StartTask;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;
import org.stepgate.store.NewExecution;
import org.stepgate.store.TaskKey;
import org.stepgate.tasks.ProcessGroup;
import org.stepgate.tasks.ProcessGroups;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskContext;
import org.stepgate.tasks.TaskIdentity;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;

/// The task calls that this worker is carrying out, each on a virtual thread of its own. At most so
/// many run at a time; further ones wait for their turn.
///
/// Threads: safe for use by any.
final class RunningTasks implements AutoCloseable {
  private static final Logger log = LogManager.getLogger(RunningTasks.class);

  /// The error of a task whose state's time is over.
  static final String TIMEOUT = "States.Timeout";

  private static final String TOKEN_PATTERN = ".waitForTaskToken";
  private static final Duration PROCESS_END_PATIENCE = Duration.ofSeconds(5);
  private static final Comparator<TaskKey> BY_NUMBER =
      Comparator.<TaskKey>comparingLong(key -> key.row().value())
          .thenComparingLong(key -> key.task().number());

  private final TaskRunner runner;
  private volatile @Nullable OwnService ownService;
  private final Semaphore turns;
  private final Machinery machinery;
  private final ExecutorService threads;
  private final Map<Call, Future<?>> calls = new ConcurrentHashMap<>();

  /// @param atOnce how many calls run at a time
  RunningTasks(TaskRunner runner, int atOnce, Machinery machinery) {
    this.runner = runner;
    this.turns = new Semaphore(atOnce);
    this.machinery = machinery;
    this.threads = Executors.newThreadPerTaskExecutor(machinery.taskThreads());
  }

  /// Has the calls to Step Functions itself answered.
  void serve(OwnService service) {
    ownService = service;
  }

  /// Which call of which execution.
  private record Call(LiveExecution execution, TaskId task) {}

  /// Keeps the store informed about the processes of a task.
  @FunctionalInterface
  interface ProcessRecorder {
    /// Returns once the group is stored durably.
    ///
    /// @throws InterruptedException when the call is cancelled, or the task is not this worker's
    ///   any more
    void record(ProcessGroup group) throws InterruptedException;
  }

  /// Makes a call and posts its end to the execution. An end that comes after a cancellation is
  /// dropped.
  ///
  /// @param before the processes of an earlier run of the same attempt, ended first; null when
  ///   there are none
  void start(
      LiveExecution execution,
      StartTask command,
      ProcessRecorder recorder,
      @Nullable ProcessGroup before) {
    var call = new Call(execution, command.task());
    calls.computeIfAbsent(
        call, _ -> threads.submit(() -> carryOut(call, command, recorder, before)));
  }

  private void carryOut(
      Call call, StartTask command, ProcessRecorder recorder, @Nullable ProcessGroup before) {
    try {
      if (before != null) {
        var ending = ProcessGroups.endIfSame(before, PROCESS_END_PATIENCE);
        log.info("task.processes_taken_over group={} ending={}", before.id(), ending);
      }
      turns.acquire();
      Optional<TaskOutcome> end;
      try {
        end = run(call.execution(), command, recorder);
      } finally {
        turns.release();
      }
      if (remove(call) != null && end.isPresent()) {
        call.execution().post(event(command, end.get()));
      }
    } catch (InterruptedException e) {
      var _ = remove(call);
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      if (remove(call) != null) {
        call.execution().post(event(command, internalError(command, e)));
      }
    }
  }

  private TaskOutcome internalError(StartTask command, Throwable failure) {
    machinery.examine(failure);
    log.error(
        "task.runner_failed resource={} state={}",
        command.resource(),
        command.stateName(),
        failure);
    return new TaskOutcome.Failed("States.Runtime", "The task ended with an internal error.");
  }

  /// How the call has ended; empty when the execution is told otherwise.
  private Optional<TaskOutcome> run(
      LiveExecution execution, StartTask command, ProcessRecorder recorder)
      throws InterruptedException {
    TaskContext context = recorder::record;
    OwnService service = ownService;
    NewExecution start = execution.start();
    String arn = start.identity().arn();
    String key = idempotencyKey(arn, command.task());
    var call =
        new TaskCall(
            action(command.resource()),
            command.arguments().json(),
            new TaskIdentity(arn, command.stateName(), command.attempt(), key),
            command.timeLimit(),
            new TaskCall.Context(
                start.traceparent(),
                command.role(),
                start.testCase(),
                new TaskCall.Started(start.route(), start.caller())));
    if (service == null || !OwnService.serves(command.resource())) {
      return Optional.of(runner.run(call, context));
    }
    Optional<TaskOutcome> mocked = runner.mocked(call);
    return mocked.isPresent()
        ? mocked
        : service.call(
            new OwnService.Caller(execution.row(), command.task(), start, call),
            command.resource(),
            command.arguments().json());
  }

  /// The action that is called; the integration pattern is no concern of the service.
  private static String action(String resource) {
    return resource.endsWith(TOKEN_PATTERN)
        ? resource.substring(0, resource.length() - TOKEN_PATTERN.length())
        : resource;
  }

  private static Event event(StartTask command, TaskOutcome outcome) {
    return switch (outcome) {
      case TaskOutcome.Succeeded(var output) ->
          command.token() == null
              ? new Event.TaskSucceeded(command.task(), output)
              : new Event.TaskSubmitted(command.task(), output);
      case TaskOutcome.Ended(var output) -> new Event.TaskSucceeded(command.task(), output);
      case TaskOutcome.Failed(var error, var cause) ->
          new Event.TaskFailed(command.task(), error, cause);
      case TaskOutcome.OutOfTime() -> new Event.TaskFailed(command.task(), TIMEOUT, null);
    };
  }

  /// The same for each run of an attempt, different for every other attempt. The key that goes with
  /// every call of a task.
  static String idempotencyKey(String executionArn, TaskId task) {
    return Digests.base32(executionArn + '#' + task.number());
  }

  /// Cancels a call, if it is running: its thread is interrupted and its end is dropped.
  void cancel(LiveExecution execution, TaskId task) {
    Future<?> call = remove(new Call(execution, task));
    if (call != null) {
      call.cancel(true);
    }
  }

  /// Cancels the calls that another worker has ended or taken over, in the order in which the store
  /// has numbered them: a simulated run is the same each time.
  ///
  /// @param running what [#stored] gave before `current` was read
  /// @param current the tasks that the store has for this worker
  void cancelOutdated(Set<TaskKey> running, Set<TaskKey> current) {
    var outdated = new TreeMap<TaskKey, List<Call>>(BY_NUMBER);
    for (Call call : calls.keySet()) {
      TaskKey key = call.execution().taskKey(call.task());
      if (key != null && running.contains(key) && !current.contains(key)) {
        outdated.computeIfAbsent(key, _ -> new ArrayList<>()).add(call);
      }
    }
    for (List<Call> each : outdated.values()) {
      each.forEach(call -> cancel(call.execution(), call.task()));
    }
  }

  /// The tasks of stored executions that are running.
  Set<TaskKey> stored() {
    return calls.keySet().stream()
        .map(call -> call.execution().taskKey(call.task()))
        .filter(key -> key != null)
        .collect(Collectors.toSet());
  }

  private @Nullable Future<?> remove(Call call) {
    Future<?> removed = calls.remove(call);
    if (calls.isEmpty()) {
      synchronized (calls) {
        calls.notifyAll();
      }
    }
    return removed;
  }

  /// Waits until no call runs or waits for its turn.
  ///
  /// @return false when the time was over before
  boolean awaitNone(Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    synchronized (calls) {
      while (!calls.isEmpty()) {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (leftMillis <= 0) {
          return false;
        }
        calls.wait(leftMillis);
      }
    }
    return true;
  }

  /// Cancels all calls and waits for their threads.
  @Override
  public void close() {
    calls.values().forEach(call -> call.cancel(true));
    threads.shutdownNow();
    threads.close();
  }
}
