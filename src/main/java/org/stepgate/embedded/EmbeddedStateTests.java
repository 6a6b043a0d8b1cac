package org.stepgate.embedded;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.State;
import org.stepgate.engine.Command.StartTask;
import org.stepgate.engine.StateRun;
import org.stepgate.engine.Surroundings;
import org.stepgate.tasks.ResultModel;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskIdentity;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.StateTest;
import org.stepgate.workflow.StateTestResult;
import org.stepgate.workflow.StateTests;

/// Tests states with the interpreter that runs executions. Needs no store.
///
/// Threads: safe for use by any. Expressions are evaluated on a few platform threads of its own,
/// tasks are called on the caller's.
public final class EmbeddedStateTests implements StateTests, AutoCloseable {
  private static final Logger log = LogManager.getLogger(EmbeddedStateTests.class);
  private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

  /// A state on its own is not looked up: its activity is taken to be there.
  private final WorkerOutside outside = new WorkerOutside(_ -> true);

  private final Parts parts;
  private final DefinitionParser parser = new DefinitionParser(_ -> true);
  private final MockedResult mockedResults;
  private final ExecutorService compute;
  private final SecureRandom seeds = new SecureRandom();

  /// What tests are made of.
  ///
  /// @param region the region in ARNs
  /// @param threads platform threads that evaluate, 1 or more
  /// @param tasks calls what a Task state without mock calls
  /// @param model what the results of tasks look like
  /// @param clock the wall clock
  public record Parts(
      String region, int threads, TaskRunner tasks, ResultModel model, InstantSource clock) {}

  /// Makes tests possible; the caller closes it.
  public EmbeddedStateTests(Parts parts) {
    this.parts = parts;
    this.mockedResults = new MockedResult(parts.model());
    this.compute =
        Executors.newFixedThreadPool(
            parts.threads(), Thread.ofPlatform().name("state-test-", 0).daemon().factory());
  }

  @Override
  public StateTestResult test(StateTest request) throws InterruptedException {
    TestRequestCheck.combination(request);
    State state = TestedState.of(request, parser);
    TestRequestCheck.type(state, request);
    TestSetup setup =
        TestSetup.of(request, state, mockedResults, parts.region(), parts.clock().instant());
    var call = new TestedCall(request);
    try {
      return TestReport.of(run(setup, call), setup, request.level(), call.exchange());
    } catch (ExecutionException e) {
      log.error("state_test.evaluation_cut_off", e.getCause());
      return new StateTestResult(
          StateTestResult.Status.FAILED,
          null,
          "States.QueryEvaluationError",
          "The evaluation of an expression could not be completed.",
          null,
          null);
    }
  }

  @Override
  public void close() {
    compute.shutdownNow();
  }

  /// Runs the state.
  ///
  /// @throws ExecutionException when an expression brought its thread down
  private StateRun.Report run(TestSetup setup, TestedCall tested)
      throws InterruptedException, ExecutionException {
    StateRun run = computed(() -> StateRun.begin(setup.run(), surroundings()));
    StartTask call = run.call();
    if (call != null) {
      TaskOutcome outcome = outcome(setup, call, tested);
      computed(() -> {
        switch (outcome) {
          case TaskOutcome.Succeeded(var output) -> run.succeeded(output, surroundings());
          case TaskOutcome.Ended(var output) -> run.succeeded(output, surroundings());
          case TaskOutcome.Failed(var error, var cause) -> run.failed(error, cause, surroundings());
          case TaskOutcome.OutOfTime() -> run.failed(RunningTasks.TIMEOUT, null, surroundings());
        }
        return run;
      });
    }
    return run.report();
  }

  private <T> T computed(Callable<T> work) throws InterruptedException, ExecutionException {
    Future<T> result = compute.submit(work);
    try {
      return result.get();
    } catch (InterruptedException e) {
      result.cancel(true);
      throw e;
    }
  }

  private Surroundings surroundings() {
    return new Surroundings(
        parts.clock().instant().truncatedTo(ChronoUnit.MILLIS), seeds.nextLong(), 1, outside);
  }

  private TaskOutcome outcome(TestSetup setup, StartTask call, TestedCall tested)
      throws InterruptedException {
    String arn = setup.run().identity().arn();
    Duration limit = call.timeLimit().compareTo(TIME_LIMIT) < 0 ? call.timeLimit() : TIME_LIMIT;
    try {
      return parts
          .tasks()
          .run(
              new TaskCall(
                  call.resource(),
                  call.arguments().json(),
                  new TaskIdentity(arn, call.stateName(), call.attempt(), Digests.base32(arn)),
                  limit),
              tested);
    } catch (RuntimeException e) {
      log.error("task.runner_failed resource={} state={}", call.resource(), call.stateName(), e);
      return new TaskOutcome.Failed("States.Runtime", "The task ended with an internal error.");
    }
  }
}
