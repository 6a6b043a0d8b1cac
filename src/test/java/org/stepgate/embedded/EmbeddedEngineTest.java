package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.asl.StateMachine;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskContext;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;

/// The engine over a real database, with tasks whose end the tests decide.
@Timeout(120)
final class EmbeddedEngineTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final JsonValue INPUT = JsonReader.read("{\"n\":1}", JsonLimits.NETWORK);
  private static final String RESOURCE = "arn:aws:states:::http:invoke";

  private static final String THREE_PASSES =
      """
      {"StartAt":"A","States":{
        "A":{"Type":"Pass","Next":"B"},
        "B":{"Type":"Pass","Next":"C"},
        "C":{"Type":"Pass","End":true}}}\
      """;
  private static final String ONE_TASK =
      """
      {"StartAt":"T","States":{
        "T":{"Type":"Task","Resource":"%s","End":true}}}\
      """
          .formatted(RESOURCE);
  private static final String SHORT_WAIT =
      """
      {"StartAt":"W","States":{
        "W":{"Type":"Wait","Seconds":1,"Next":"P"},
        "P":{"Type":"Pass","Result":"over","End":true}}}\
      """;

  private static final List<MachineSource> MACHINES =
      List.of(
          new MachineSource("passes", MachineType.STANDARD, THREE_PASSES),
          new MachineSource("fast", MachineType.EXPRESS, THREE_PASSES),
          new MachineSource("task", MachineType.STANDARD, ONE_TASK),
          new MachineSource("fast-task", MachineType.EXPRESS, ONE_TASK),
          new MachineSource("short-wait", MachineType.STANDARD, SHORT_WAIT),
          new MachineSource("fast-wait", MachineType.EXPRESS, SHORT_WAIT));

  @TempDir Path folder;

  private Store store;
  private Worker worker;

  /// One worker of the pool: an engine with tasks that end when the test says so.
  private static final class Worker implements TaskRunner, AutoCloseable {
    final WorkerId id;
    final EmbeddedEngine engine;
    final BlockingQueue<TaskCall> calls = new LinkedBlockingQueue<>();
    final Map<String, CompletableFuture<TaskOutcome>> ends = new ConcurrentHashMap<>();
    final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    Worker(Store store, long pid) throws Exception {
      id = store.write(new Write.RegisterWorker(pid, 1, "boot", "lock-" + pid)).get();
      engine =
          new EmbeddedEngine(
              EmbeddedConfig.defaults(),
              store,
              StoreClock.system(),
              id,
              this,
              EmbeddedEngineTest::parse);
      engine.useMachines(MACHINES);
      engine.start();
    }

    @Override
    public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
      var end = new CompletableFuture<TaskOutcome>();
      ends.put(call.identity().idempotencyKey(), end);
      calls.add(call);
      try {
        return end.get();
      } catch (InterruptedException e) {
        cancelled.add(call.identity().idempotencyKey());
        throw e;
      } catch (ExecutionException e) {
        throw new AssertionError(e);
      }
    }

    TaskCall nextCall() throws InterruptedException {
      TaskCall call = calls.poll(60, TimeUnit.SECONDS);
      assertThat(call).isNotNull();
      return call;
    }

    void succeed(TaskCall call, JsonValue output) {
      end(call, new TaskOutcome.Succeeded(output));
    }

    void end(TaskCall call, TaskOutcome outcome) {
      ends.get(call.identity().idempotencyKey()).complete(outcome);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private static StateMachine parse(String text) {
    var parsed = new DefinitionParser(_ -> true).parseJson(text);
    return ((ParseResult.Parsed) parsed).machine();
  }

  @BeforeEach
  void open() throws Exception {
    store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    worker = new Worker(store, 1);
    assertThat(worker.engine.putConfiguration(0, "0".repeat(64), "bundle", MACHINES)).isTrue();
  }

  @AfterEach
  void close() {
    worker.close();
    store.close();
  }

  private static RunRequest request(String machine, String name, Duration waitBudget) {
    return new RunRequest(
        machine, name, false, null, INPUT, Principal.ANONYMOUS, null, null, waitBudget);
  }

  private static RunRequest keyed(String machine, String name, String fingerprint) {
    return new RunRequest(
        machine, name, true, fingerprint, INPUT, Principal.ANONYMOUS, "r", null, LONG);
  }

  private static ExecutionId id(String machine, String name) {
    return new ExecutionId("embedded", machine, name);
  }

  private static ExecutionDescription closed(RunOutcome outcome) {
    assertThat(outcome).isInstanceOf(RunOutcome.Closed.class);
    return ((RunOutcome.Closed) outcome).execution();
  }

  @Test
  void run_standardThatEndsAtOnce_isClosedAndStored() throws Exception {
    var execution = closed(worker.engine.run(request("passes", "one", LONG)));

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(execution.output()).isEqualTo("{\"n\":1}");
    assertThat(worker.engine.describe(id("passes", "one"))).contains(execution);
  }

  @Test
  void run_expressThatEndsWhileItsRequestWaits_isNotStored() throws Exception {
    var execution = closed(worker.engine.run(request("fast", "one", LONG)));

    assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(worker.engine.describe(id("fast", "one"))).isEmpty();
  }

  @Test
  void run_withTraceContext_goesWithItsCalls() throws Exception {
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    worker.engine.run(
        new RunRequest(
            "fast-task",
            "one",
            false,
            null,
            INPUT,
            Principal.ANONYMOUS,
            null,
            trace,
            Duration.ofMillis(1)));

    assertThat(worker.nextCall().context().traceparent()).isEqualTo(trace);
  }

  @Test
  void run_withTestCase_goesWithItsCallsAlsoAfterBeingStored() throws Exception {
    worker.engine.run(request("fast-task#Case", "one", Duration.ofMillis(1)));

    assertThat(worker.nextCall().context().testCase()).isEqualTo("Case");
    assertThat(worker.engine.describe(id("fast-task", "one"))).isPresent();
  }

  @Test
  void run_expressWithKey_isStoredFromTheStart() throws Exception {
    closed(worker.engine.run(keyed("fast", "one", "f")));

    assertThat(worker.engine.lookup("fast", "one"))
        .isEqualTo(new NameLookup.Known(id("fast", "one"), "f"));
  }

  @Test
  void run_expressWhoseRequestGivesUp_goesOnDurably() throws Exception {
    var outcome = worker.engine.run(request("fast-task", "one", Duration.ofMillis(1)));
    TaskCall call = worker.nextCall();

    assertThat(outcome).isEqualTo(new RunOutcome.Running(id("fast-task", "one"), false));
    assertThat(worker.engine.describe(id("fast-task", "one")))
        .hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(ExecutionStatus.RUNNING));

    worker.succeed(call, INPUT);
    assertThat(worker.engine.await(id("fast-task", "one"), LONG))
        .hasValueSatisfying(
            found -> assertThat(found.status()).isEqualTo(ExecutionStatus.SUCCEEDED));
  }

  @Test
  void run_expressWithTimer_firesInMemoryAndAfterItWasStored() throws Exception {
    var execution = closed(worker.engine.run(request("fast-wait", "one", LONG)));
    assertThat(execution.output()).isEqualTo("\"over\"");

    var outcome = worker.engine.run(request("fast-wait", "two", Duration.ofMillis(1)));
    assertThat(outcome).isInstanceOf(RunOutcome.Running.class);
    assertThat(worker.engine.await(id("fast-wait", "two"), LONG).orElseThrow().output())
        .isEqualTo("\"over\"");
  }

  @Test
  void run_standardWithTimer_endsWhenItIsDue() throws Exception {
    var execution = closed(worker.engine.run(request("short-wait", "one", LONG)));

    assertThat(execution.output()).isEqualTo("\"over\"");
    assertThat(Duration.between(execution.startTime(), execution.stopTime()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void run_task_getsTheArgumentsAndGivesTheResult() throws Exception {
    RunOutcome outcome = worker.engine.run(request("task", "one", Duration.ZERO));
    TaskCall call = worker.nextCall();

    assertThat(outcome).isInstanceOf(RunOutcome.Running.class);
    assertThat(call.resource()).isEqualTo(RESOURCE);
    assertThat(call.arguments()).isEqualTo(INPUT);
    assertThat(call.identity().stateName()).isEqualTo("T");

    worker.succeed(call, JsonObject.of("done", INPUT));
    assertThat(worker.engine.await(id("task", "one"), LONG).orElseThrow().output())
        .isEqualTo("{\"done\":{\"n\":1}}");
  }

  @Test
  void run_taskOutOfTime_isRecordedAsTheTimerOfItsStateRecordsIt() throws Exception {
    worker.engine.run(request("task", "one", Duration.ZERO));

    worker.end(worker.nextCall(), new TaskOutcome.OutOfTime());

    var execution = worker.engine.await(id("task", "one"), LONG).orElseThrow();
    assertThat(execution.error()).isEqualTo("States.Timeout");
    assertThat(execution.cause()).isNull();
    var events = worker.engine.history(execution.id(), false, 100, null).orElseThrow().events();
    assertThat(events).extracting(event -> event.string("type")).contains("TaskTimedOut");
  }

  @Test
  void run_sameKeyAndFingerprint_isTheSameExecution() throws Exception {
    closed(worker.engine.run(keyed("passes", "one", "f")));

    var again = worker.engine.run(keyed("passes", "one", "f"));

    assertThat(again)
        .isInstanceOfSatisfying(
            RunOutcome.Closed.class, closed -> assertThat(closed.known()).isTrue());
    assertThat(worker.engine.run(keyed("passes", "one", "other")))
        .isEqualTo(new RunOutcome.NameTaken(id("passes", "one")));
  }

  @Test
  void run_sameKeyManyTimesAtOnce_startsOneExecution() throws Exception {
    Callable<ExecutionDescription> request =
        () -> closed(worker.engine.run(keyed("passes", "one", "f")));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes = threads.invokeAll(Collections.nCopies(50, request));

      for (var outcome : outcomes) {
        assertThat(outcome.get().startTime()).isEqualTo(outcomes.getFirst().get().startTime());
      }
    }
    assertThat(list()).hasSize(1);
  }

  @Test
  void run_nameOfStartExecution_isTheSameWhileItRunsWithTheSameInput() throws Exception {
    worker.engine.run(request("task", "one", Duration.ZERO));
    assertThat(worker.engine.run(request("task", "one", Duration.ZERO)))
        .isEqualTo(new RunOutcome.Running(id("task", "one"), true));

    worker.succeed(worker.nextCall(), INPUT);
    worker.engine.await(id("task", "one"), LONG);
    assertThat(worker.engine.run(request("task", "one", Duration.ZERO)))
        .isEqualTo(new RunOutcome.NameTaken(id("task", "one")));
  }

  @Test
  void run_nameOfStartExecution_comparesInputsWithoutTheirBlanks() throws Exception {
    var blanks =
        new RunRequest(
            "task",
            "one",
            false,
            null,
            INPUT,
            "{ \"n\" : 1 }",
            Principal.ANONYMOUS,
            null,
            null,
            Duration.ZERO,
            RunRequest.Terms.NONE);

    worker.engine.run(blanks);

    assertThat(worker.engine.describe(id("task", "one")).orElseThrow().input())
        .isEqualTo("{ \"n\" : 1 }");
    assertThat(worker.engine.run(blanks))
        .isEqualTo(new RunOutcome.Running(id("task", "one"), true));
    assertThat(worker.engine.run(request("task", "one", Duration.ZERO)))
        .isEqualTo(new RunOutcome.Running(id("task", "one"), true));
  }

  @Test
  void run_unknownMachine_isNoSuchMachine() throws Exception {
    assertThat(worker.engine.run(request("none", "one", LONG)))
        .isEqualTo(new RunOutcome.NoSuchMachine("none"));
  }

  @Test
  void stop_waitingExecution_isAbortedAndItsTaskCancelled() throws Exception {
    worker.engine.run(request("task", "one", Duration.ZERO));
    TaskCall call = worker.nextCall();

    var stopped = worker.engine.stop(id("task", "one"), "Mine", "because").orElseThrow();

    assertThat(stopped.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(stopped.error()).isEqualTo("Mine");
    assertThat(stopped.cause()).isEqualTo("because");
    assertThat(worker.cancelled.poll(60, TimeUnit.SECONDS))
        .isEqualTo(call.identity().idempotencyKey());
  }

  @Test
  void stop_closedExecution_staysAsItIs() throws Exception {
    var before = closed(worker.engine.run(request("passes", "one", LONG)));

    assertThat(worker.engine.stop(id("passes", "one"), null, null)).contains(before);
    assertThat(worker.engine.stop(id("passes", "none"), null, null)).isEmpty();
  }

  @Test
  void stop_byAnotherWorker_cancelsTheTaskHereAndWakesWhoWaits() throws Exception {
    try (var other = new Worker(store, 2)) {
      worker.engine.run(request("task", "one", Duration.ZERO));
      worker.nextCall();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var waiting = threads.submit(() -> worker.engine.await(id("task", "one"), LONG));
        other.engine.stop(id("task", "one"), null, null);
        worker.engine.catchUp();

        assertThat(worker.cancelled.poll(60, TimeUnit.SECONDS)).isNotNull();
        worker.engine.catchUp();
        assertThat(waiting.get().orElseThrow().status()).isEqualTo(ExecutionStatus.ABORTED);
      }
    }
  }

  @Test
  void takeOver_ofADeadWorker_repeatsItsTaskWithTheSameKeyAndKeepsTimers() throws Exception {
    var dead = new Worker(store, 2);
    dead.engine.run(request("task", "one", Duration.ZERO));
    dead.engine.run(request("short-wait", "two", Duration.ZERO));
    TaskCall first = dead.nextCall();
    dead.close();

    var clock = StoreClock.system();
    var outcome =
        store
            .write(
                new Write.RetireWorker(
                    dead.id, worker.id, clock.bootId(), clock.monotonicNanos(), clock.wall()))
            .get();
    worker.engine.takeOver((Write.RetireOutcome.Retired) outcome);
    TaskCall second = worker.nextCall();

    assertThat(second.identity()).isEqualTo(first.identity());
    worker.succeed(second, INPUT);
    assertThat(worker.engine.await(id("task", "one"), LONG).orElseThrow().status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(worker.engine.await(id("short-wait", "two"), LONG).orElseThrow().status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void history_paged_hasAllEventsInOrder() throws Exception {
    closed(worker.engine.run(request("passes", "one", LONG)));

    var first = worker.engine.history(id("passes", "one"), false, 5, null).orElseThrow();
    var second =
        worker.engine.history(id("passes", "one"), false, 5, first.nextPageToken()).orElseThrow();
    var reverse = worker.engine.history(id("passes", "one"), true, 100, null).orElseThrow();

    assertThat(first.events()).hasSize(5);
    assertThat(first.events().getFirst().string("type")).isEqualTo("ExecutionStarted");
    assertThat(second.events().getLast().string("type")).isEqualTo("ExecutionSucceeded");
    assertThat(second.nextPageToken()).isNull();
    assertThat(reverse.events().getFirst()).isEqualTo(second.events().getLast());
    assertThat(reverse.events()).hasSize(8);
  }

  @Test
  void definition_afterTheMachineChanged_isTheOneOfTheStart() throws Exception {
    worker.engine.run(request("task", "one", Duration.ZERO));
    worker.engine.putConfiguration(
        1,
        "b".repeat(64),
        "bundle",
        List.of(new MachineSource("task", MachineType.STANDARD, THREE_PASSES)));
    worker.engine.useMachines(
        List.of(new MachineSource("task", MachineType.STANDARD, THREE_PASSES)));

    assertThat(worker.engine.definition(id("task", "one")).orElseThrow().definition())
        .isEqualTo(ONE_TASK);
    assertThat(worker.engine.machine("task").orElseThrow().definition()).isEqualTo(THREE_PASSES);
    worker.succeed(worker.nextCall(), INPUT);
    assertThat(worker.engine.await(id("task", "one"), LONG).orElseThrow().status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(worker.engine.putConfiguration(1, "c".repeat(64), "bundle", List.of())).isFalse();
  }

  private List<ExecutionDescription> list() {
    return worker.engine.list(new ExecutionQuery(null, null, null, 100, null)).executions();
  }
}
