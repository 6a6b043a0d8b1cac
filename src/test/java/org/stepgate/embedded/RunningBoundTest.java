package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.RunningBound;

/// No more executions of a caller run than its bound allows, whoever starts them when.
@Timeout(60)
class RunningBoundTest {
  private static final String TASK =
      """
      {"StartAt": "T", "States": {"T":
        {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true}}}
      """;
  private static final Principal ROBOT =
      new Principal("https://issuer", "robot", List.of(), JsonObject.EMPTY);
  private static final int AT_ONCE = 24;
  private static final int BOUND = 5;

  @TempDir Path folder;

  private static RunRequest request(String machine, String name, Duration wait) {
    return new RunRequest(machine, name, false, null, Pool.json("1"), ROBOT, "r", null, wait)
        .within(List.of(new RunningBound(Set.of("r"), BOUND)));
  }

  private static List<RunOutcome> startAll(List<Pool.Worker> workers, String machine, Duration wait)
      throws Exception {
    var together = new CyclicBarrier(AT_ONCE);
    var starts = new ArrayList<Callable<RunOutcome>>();
    for (int i = 0; i < AT_ONCE; i++) {
      Pool.Worker worker = workers.get(i % workers.size());
      String name = "e" + i;
      starts.add(() -> {
        together.await();
        return worker.engine.run(request(machine, name, wait));
      });
    }
    var outcomes = new ArrayList<RunOutcome>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<RunOutcome> each : threads.invokeAll(starts)) {
        outcomes.add(each.get());
      }
    }
    return outcomes;
  }

  @Test
  void run_manyAtOnceAtTwoWorkers_startsAsManyAsMay() throws Exception {
    try (var pool = new Pool(folder).standard("m", TASK)) {
      List<Pool.Worker> workers = List.of(pool.worker(), pool.worker());

      List<RunOutcome> outcomes = startAll(workers, "m", Duration.ZERO);

      assertThat(outcomes).filteredOn(RunOutcome.Running.class::isInstance).hasSize(BOUND);
      assertThat(outcomes)
          .filteredOn(RunOutcome.OverLimit.class::isInstance)
          .hasSize(AT_ONCE - BOUND);
    }
  }

  @Test
  void run_expressOfARoute_countsFromItsStart() throws Exception {
    try (var pool = new Pool(folder).express("m", TASK)) {
      List<RunOutcome> outcomes = startAll(List.of(pool.worker()), "m", Duration.ofMillis(1));

      assertThat(outcomes).filteredOn(RunOutcome.Running.class::isInstance).hasSize(BOUND);
    }
  }

  @Test
  void run_atTheBound_findsWhatItKnowsAndStartsWhenOneHasEnded() throws Exception {
    try (var pool = new Pool(folder).standard("m", TASK)) {
      Pool.Worker worker = pool.worker();
      for (int i = 0; i < BOUND; i++) {
        assertThat(worker.engine.run(request("m", "e" + i, Duration.ZERO)))
            .isInstanceOf(RunOutcome.Running.class);
      }
      assertThat(worker.engine.run(request("m", "e" + BOUND, Duration.ZERO)))
          .isInstanceOf(RunOutcome.OverLimit.class);
      assertThat(worker.engine.run(request("m", "e0", Duration.ZERO)))
          .isEqualTo(new RunOutcome.Running(Pool.id("m", "e0"), true));

      var call = worker.nextCall();
      worker.succeed(call, "1");
      String arn = call.identity().executionArn();
      var _ = worker.ended("m", arn.substring(arn.lastIndexOf(':') + 1));

      assertThat(worker.engine.run(request("m", "e" + BOUND, Duration.ZERO)))
          .isInstanceOf(RunOutcome.Running.class);
    }
  }
}
