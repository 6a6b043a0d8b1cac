package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.MapRunDescription;
import org.stepgate.workflow.MapRunStatus;
import org.stepgate.workflow.MapRuns.Child;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.Redrives.Redrive;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// Map runs that go on when their execution is redriven.
@Timeout(120)
final class MapRunRedriveTest {
  private static final String TASKS =
      """
      {"Type": "Pass", "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke",
          "Parameters": {"v.$": "$"}, "End": true}
      """;

  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker worker;

  @BeforeEach
  void open() throws Exception {
    pool =
        new Pool(folder)
            .standard("STANDARD", MapRunsTest.machine("STANDARD", "\"MaxConcurrency\": 2,", TASKS))
            .standard("EXPRESS", MapRunsTest.machine("EXPRESS", "\"MaxConcurrency\": 2,", TASKS));
    worker = pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  /// The next two calls, by what the children were given.
  private static Map<String, TaskCall> twoCalls(Pool.Worker worker) throws InterruptedException {
    var calls = new HashMap<String, TaskCall>();
    for (int i = 0; i < 2; i++) {
      TaskCall call = worker.nextCall();
      calls.put(call.arguments().toString(), call);
    }
    return calls;
  }

  private static TaskCall of(Map<String, TaskCall> calls, int item) {
    return calls.get("{\"v\":" + item + "}");
  }

  private static void redrive(Pool.Worker worker, String machine) throws InterruptedException {
    worker.engine.redrive(new Redrive(Pool.id(machine, "one"), null));
  }

  private static MapRunDescription run(Pool.Worker worker, String machine) {
    var arn =
        (StatesArn.Execution)
            StatesArn.parse(worker.engine.describe(Pool.id(machine, "one")).orElseThrow().arn());
    List<MapRunDescription> runs = worker.engine.mapRuns().list(arn, PageRequest.FIRST).items();
    assertThat(runs).hasSize(1);
    return runs.getFirst();
  }

  private static List<Child> children(Pool.Worker worker, String machine) {
    return worker
        .engine
        .mapRuns()
        .children(StatesArn.mapRun(run(worker, machine).arn()), null, PageRequest.FIRST)
        .items()
        .reversed();
  }

  /// Three items: the first succeeds, the second fails, the third is aborted by that.
  private void failTheSecond(String machine) throws InterruptedException {
    worker.start(machine, "one", "[0, 1, 2]");
    Map<String, TaskCall> calls = twoCalls(worker);
    worker.succeed(of(calls, 0), "10");
    worker.nextCall();
    worker.end(of(calls, 1), new TaskOutcome.Failed("E", "why"));
    assertThat(worker.ended(machine, "one").error())
        .isEqualTo("States.ExceedToleratedFailureThreshold");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "EXPRESS"})
  void redrive_failedRun_runsOnlyWhatDidNotSucceed(String machine) throws Exception {
    worker.start(machine, "one", "[0, 1, 2]");
    Map<String, TaskCall> calls = twoCalls(worker);
    worker.succeed(of(calls, 0), "10");
    TaskCall third = worker.nextCall();
    worker.end(of(calls, 1), new TaskOutcome.Failed("E", "why"));
    worker.ended(machine, "one");
    MapRunDescription failed = run(worker, machine);
    assertThat(failed.status()).isEqualTo(MapRunStatus.FAILED);
    assertThat(failed.redriveCount()).isZero();
    assertThat(failed.redriveTime()).isNull();
    assertThat(failed.executions().succeeded()).isEqualTo(1);
    assertThat(failed.executions().failed()).isEqualTo(1);
    assertThat(failed.executions().aborted()).isEqualTo(1);
    assertThat(failed.executions().failuresNotRedrivable()).isZero();
    assertThat(third.arguments().toString()).isEqualTo("{\"v\":2}");
    List<String> arns =
        children(worker, machine).stream().map(child -> child.description().arn()).toList();

    redrive(worker, machine);

    calls = twoCalls(worker);
    MapRunDescription running = run(worker, machine);
    assertThat(running.arn()).isEqualTo(failed.arn());
    assertThat(running.status()).isEqualTo(MapRunStatus.RUNNING);
    assertThat(running.redriveCount()).isEqualTo(1);
    assertThat(running.redriveTime()).isNotNull();
    assertThat(running.stopTime()).isNull();
    assertThat(running.executions().running()).isEqualTo(2);
    worker.succeed(of(calls, 1), "11");
    worker.succeed(of(calls, 2), "12");
    assertThat(worker.ended(machine, "one").output()).isEqualTo("[10,11,12]");
    assertThat(worker.types(machine, "one"))
        .containsSubsequence(
            "MapRunFailed",
            "MapStateFailed",
            "ExecutionFailed",
            "ExecutionRedriven",
            "MapRunRedriven",
            "MapRunSucceeded",
            "MapStateSucceeded")
        .containsOnlyOnce("MapRunStarted");
    MapRunDescription ended = run(worker, machine);
    assertThat(ended.status()).isEqualTo(MapRunStatus.SUCCEEDED);
    assertThat(ended.executions().succeeded()).isEqualTo(3);
    assertThat(ended.executions().failed()).isZero();
    assertThat(ended.items().aborted()).isZero();
    assertThat(ended.items().pendingRedrive()).isZero();
    assertThat(children(worker, machine))
        .extracting(child -> child.description().arn())
        .containsExactlyInAnyOrderElementsOf(arns);
  }

  @Test
  void redrive_standardChild_goesOnWithItsHistoryAndExpressAnew() throws Exception {
    failTheSecond("STANDARD");
    Child failed = children(worker, "STANDARD").get(1);
    assertThat(failed.description().redrive().status()).isEqualTo("REDRIVABLE_BY_MAP_RUN");

    redrive(worker, "STANDARD");
    Map<String, TaskCall> calls = twoCalls(worker);
    calls.values().forEach(call -> worker.succeed(call, "1"));
    worker.ended("STANDARD", "one");

    var child = children(worker, "STANDARD").get(1).description();
    assertThat(child.redrive().count()).isEqualTo(1);
    assertThat(
            worker.engine.history(child.id(), false, 100, null).orElseThrow().events().stream()
                .map(event -> event.string("type")))
        .containsSubsequence("TaskFailed", "ExecutionFailed", "ExecutionRedriven", "TaskScheduled")
        .containsOnlyOnce("PassStateEntered");
  }

  @Test
  void redrive_expressChild_isStartedAnew() throws Exception {
    failTheSecond("EXPRESS");
    Child failed =
        children(worker, "EXPRESS").stream()
            .filter(child -> child.description().status() == ExecutionStatus.FAILED)
            .findFirst()
            .orElseThrow();
    assertThat(failed.description().redrive().status()).isEqualTo("REDRIVABLE_BY_MAP_RUN");

    redrive(worker, "EXPRESS");
    Map<String, TaskCall> calls = twoCalls(worker);
    calls.values().forEach(call -> worker.succeed(call, "1"));
    worker.ended("EXPRESS", "one");

    var child = worker.engine.describe(failed.description().id()).orElseThrow();
    assertThat(child.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(child.arn()).isEqualTo(failed.description().arn());
    assertThat(child.redrive().count()).isZero();
  }

  @Test
  void redrive_moreThanMayRun_countsThePendingOnesUntilTheRunEnds() throws Exception {
    worker.start("STANDARD", "one", "[0, 1, 2, 3]");
    Map<String, TaskCall> calls = twoCalls(worker);
    worker.engine.stop(Pool.id("STANDARD", "one"), null, null);
    for (Child child : children(worker, "STANDARD")) {
      worker.engine.await(child.description().id(), Pool.LONG);
    }
    assertThat(calls).hasSize(2);

    redrive(worker, "STANDARD");
    twoCalls(worker);
    var running = run(worker, "STANDARD").executions();
    assertThat(running.running()).isEqualTo(2);
    assertThat(running.pendingRedrive() + running.pending()).isEqualTo(2);
    worker.engine.stop(Pool.id("STANDARD", "one"), null, null);

    var aborted = run(worker, "STANDARD");
    assertThat(aborted.status()).isEqualTo(MapRunStatus.ABORTED);
    assertThat(aborted.executions().pendingRedrive()).isZero();
    assertThat(aborted.executions().pending()).isEqualTo(2);
  }

  @Test
  void redrive_atOnceAfterAStop_waitsForTheChildrenToEnd() throws Exception {
    worker.start("STANDARD", "one", "[0, 1, 2]");
    twoCalls(worker);
    worker.engine.stop(Pool.id("STANDARD", "one"), null, null);

    redrive(worker, "STANDARD");

    for (int i = 0; i < 3; i++) {
      worker.succeed(worker.nextCall(), "7");
    }
    assertThat(worker.ended("STANDARD", "one").output()).isEqualTo("[7,7,7]");
  }

  @Test
  void redrive_atAnotherWorkerAfterRestart_goesOn() throws Exception {
    failTheSecond("STANDARD");
    worker.close();
    Pool.Worker other = pool.worker();

    redrive(other, "STANDARD");

    twoCalls(other).values().forEach(call -> other.succeed(call, "1"));
    assertThat(other.ended("STANDARD", "one").output()).isEqualTo("[10,1,1]");
  }

  @Test
  void redrive_failsAgain_canBeRedrivenAgain() throws Exception {
    failTheSecond("EXPRESS");
    for (int count = 1; count <= 2; count++) {
      redrive(worker, "EXPRESS");
      Map<String, TaskCall> calls = twoCalls(worker);
      of(calls, 2);
      worker.end(of(calls, 1), new TaskOutcome.Failed("E", "why"));
      worker.ended("EXPRESS", "one");
      assertThat(run(worker, "EXPRESS").redriveCount()).isEqualTo(count);
      assertThat(run(worker, "EXPRESS").executions().failed()).isEqualTo(1);
    }
  }

  @Test
  void redrive_aChildAlone_isRefused() throws Exception {
    failTheSecond("STANDARD");
    var child = children(worker, "STANDARD").get(1).description().id();

    assertThatThrownBy(() -> worker.engine.redrive(new Redrive(child, null)))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo("ExecutionNotRedrivable"));
  }
}
