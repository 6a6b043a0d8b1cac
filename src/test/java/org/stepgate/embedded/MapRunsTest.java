package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.MapRunDescription;
import org.stepgate.workflow.MapRunStatus;
import org.stepgate.workflow.MapRuns.Child;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;

/// Runs of distributed Map states over a database, by one worker or by several.
class MapRunsTest {
  @TempDir Path folder;

  static String machine(String executionType, String mapFields, String processorState) {
    return """
    {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, %s
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
        "StartAt": "P", "States": {"P": %s}}}}}
    """
        .formatted(mapFields, executionType, processorState);
  }

  private static final String PASS = "{\"Type\": \"Pass\", \"End\": true}";

  private static final String TASK =
      "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::http:invoke\", \"End\": true}";

  @Test
  void run_itemsOfInput_outputIsInOrder() throws Exception {
    try (var pool = new Pool(folder).standard("m", machine("STANDARD", "", PASS))) {
      Pool.Worker worker = pool.worker();

      worker.start("m", "one", "[3, 1, 2]");

      var ended = worker.ended("m", "one");
      assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(ended.output()).isEqualTo("[3,1,2]");
      assertThat(worker.types("m", "one"))
          .containsExactly(
              "ExecutionStarted",
              "MapStateEntered",
              "MapStateStarted",
              "MapRunStarted",
              "MapRunSucceeded",
              "MapStateSucceeded",
              "MapStateExited",
              "ExecutionSucceeded");
    }
  }

  @Test
  void run_expressChildren_outputIsInOrder() throws Exception {
    try (var pool = new Pool(folder).standard("m", machine("EXPRESS", "", PASS))) {
      Pool.Worker worker = pool.worker();

      worker.start("m", "one", "[3, 1, 2]");

      assertThat(worker.ended("m", "one").output()).isEqualTo("[3,1,2]");
    }
  }

  @Test
  void run_moreFailuresThanTolerated_failsAndStopsTheRest() throws Exception {
    String choice =
        """
        {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 0, "Next": "F"}],
          "Default": "W"}, "F": {"Type": "Fail", "Error": "E"},
          "W": {"Type": "Wait", "Seconds": 1000, "End": true}
        """;
    try (var pool = new Pool(folder).standard("m", machine("STANDARD", "", choice))) {
      Pool.Worker worker = pool.worker();

      worker.start("m", "one", "[1, 0, 1]");

      var ended = worker.ended("m", "one");
      assertThat(ended.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
      assertThat(ended.cause()).isEqualTo("The specified tolerated failure threshold was exceeded");
      assertThat(worker.types("m", "one"))
          .endsWith("MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed");
      MapRunDescription run = run(worker, "one");
      assertThat(run.status()).isEqualTo(MapRunStatus.FAILED);
      assertThat(run.items().failed()).isEqualTo(1);
      assertThat(run.items().aborted()).isEqualTo(2);
    }
  }

  @Test
  void run_toleratedFailures_outputHasTheOthers() throws Exception {
    String choice =
        """
        {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 0, "Next": "F"}],
          "Default": "S"}, "F": {"Type": "Fail"}, "S": {"Type": "Succeed"}
        """;
    try (var pool =
        new Pool(folder)
            .standard("m", machine("EXPRESS", "\"ToleratedFailureCount\": 1,", choice))) {
      Pool.Worker worker = pool.worker();

      worker.start("m", "one", "[1, 0, 2]");

      assertThat(worker.ended("m", "one").output()).isEqualTo("[1,2]");
      assertThat(run(worker, "one").items().failed()).isEqualTo(1);
    }
  }

  @Test
  void run_batches_inputsHoldItemsAndBatchInput() throws Exception {
    String fields =
        "\"ItemSelector\": {\"v.$\": \"$$.Map.Item.Value\", \"i.$\": \"$$.Map.Item.Index\"},"
            + " \"ItemBatcher\": {\"MaxItemsPerBatch\": 2, \"BatchInput\": {\"b\": 7}},";
    try (var pool = new Pool(folder).standard("m", machine("STANDARD", fields, PASS))) {
      Pool.Worker worker = pool.worker();

      worker.start("m", "one", "[\"x\", \"y\", \"z\"]");

      assertThat(worker.ended("m", "one").output())
          .isEqualTo(
              "[{\"BatchInput\":{\"b\":7},\"Items\":[{\"v\":\"x\",\"i\":0},{\"v\":\"y\",\"i\":1}]},"
                  + "{\"BatchInput\":{\"b\":7},\"Items\":[{\"v\":\"z\",\"i\":2}]}]");
      MapRunDescription run = run(worker, "one");
      assertThat(run.items().total()).isEqualTo(3);
      assertThat(run.executions().total()).isEqualTo(2);
    }
  }

  @Test
  void stop_executionWithRun_abortsRunAndChildren() throws Exception {
    try (var pool =
        new Pool(folder)
            .standard("m", machine("STANDARD", "\"Label\": \"L\", \"MaxConcurrency\": 2,", TASK))) {
      Pool.Worker worker = pool.worker();
      worker.start("m", "one", "[1, 2, 3]");
      worker.nextCall();
      worker.nextCall();

      worker.engine.stop(Pool.id("m", "one"), null, null);

      MapRunDescription run = run(worker, "one");
      assertThat(run.status()).isEqualTo(MapRunStatus.ABORTED);
      assertThat(run.arn()).contains(":mapRun:m/L:");
      awaitChildren(worker, "one");
      var children = children(worker, "one");
      assertThat(children).hasSize(2);
      assertThat(children.getFirst().description().status()).isEqualTo(ExecutionStatus.ABORTED);
      assertThat(children.getFirst().description().arn()).contains(":execution:m/L:");
      StatesArn child = StatesArn.parse(children.getFirst().description().arn());
      assertThat(worker.engine.mapRuns().child(child)).isPresent();
    }
  }

  @Test
  void restart_whileChildrenRun_goesOn() throws Exception {
    try (var pool = new Pool(folder).standard("m", machine("STANDARD", "", TASK))) {
      Pool.Worker first = pool.worker();
      first.start("m", "one", "[1, 2]");
      first.succeed(first.nextCall(), "10");
      first.nextCall();
      first.close();

      Pool.Worker second = pool.worker();
      var left =
          second
              .store
              .write(new Write.RetireWorker(first.id, second.id, "boot", 0, Instant.now()))
              .get();
      second.engine.takeOver((Write.RetireOutcome.Retired) left);
      TaskCall call = second.nextCall();
      second.succeed(call, "20");

      assertThat(second.ended("m", "one").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
  }

  @Test
  void run_twoWorkers_shareTheChildren() throws Exception {
    try (var pool = new Pool(folder).standard("m", machine("EXPRESS", "", TASK))) {
      Pool.Worker first = pool.worker();
      Pool.Worker second = pool.worker();
      first.start("m", "one", "[" + "0,".repeat(1_999) + "0]");

      answer(first);
      answer(second);

      assertThat(first.ended("m", "one").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(run(first, "one").executions().succeeded()).isEqualTo(2_000);
    }
  }

  private static void answer(Pool.Worker worker) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              worker.succeed(worker.calls.take(), "null");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static List<Child> children(Pool.Worker worker, String execution) {
    var arn = StatesArn.mapRun(run(worker, execution).arn());
    return worker.engine.mapRuns().children(arn, null, PageRequest.FIRST).items();
  }

  /// Waits until all children that there are have ended.
  private static void awaitChildren(Pool.Worker worker, String execution)
      throws InterruptedException {
    for (Child child : children(worker, execution)) {
      var ended = worker.engine.await(child.description().id(), Pool.LONG).orElseThrow();
      assertThat(ended.status().isClosed()).isTrue();
    }
  }

  private static MapRunDescription run(Pool.Worker worker, String execution) {
    var arn =
        (StatesArn.Execution)
            StatesArn.parse(worker.engine.describe(Pool.id("m", execution)).orElseThrow().arn());
    return worker.engine.mapRuns().list(arn, PageRequest.FIRST).items().getFirst();
  }
}
