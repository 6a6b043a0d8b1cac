package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.Redrives.Redrive;
import org.stepgate.workflow.WorkflowException;

/// Executions that are redriven, by any worker of a pool.
@Timeout(120)
final class RedriveTest {
  @TempDir Path folder;
  private Pool pool;
  private Pool.Worker one;

  @BeforeEach
  void open() throws Exception {
    pool =
        new Pool(folder)
            .standard(
                "task",
                """
                {"StartAt":"P","States":{
                  "P":{"Type":"Pass","Next":"T"},
                  "T":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}\
                """)
            .standard(
                "fails",
                """
                {"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}\
                """);
    one = pool.worker();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private static void assertNotRedrivable(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> {
              assertThat(e.code()).isEqualTo("ExecutionNotRedrivable");
              assertThat(e.text()).isEqualTo(reason);
            });
  }

  @Test
  void redrive_failedExecutionAtAnotherWorkerAfterRestart_goesOn() throws Exception {
    one.start("task", "n", "{\"a\":1}");
    one.end(one.nextCall(), new TaskOutcome.Failed("E", "why"));
    var failed = one.ended("task", "n");
    assertThat(failed.redrive().isRedrivable()).isTrue();
    one.close();
    Pool.Worker two = pool.worker();

    Instant time = two.engine.redrive(new Redrive(Pool.id("task", "n"), null));

    var running = two.engine.describe(Pool.id("task", "n")).orElseThrow();
    assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(running.stopTime()).isNull();
    assertThat(running.redrive().count()).isEqualTo(1);
    assertThat(running.redrive().date()).isEqualTo(time);
    assertThat(running.redrive().reason()).isEqualTo("Execution is RUNNING and cannot be redriven");
    two.succeed(two.nextCall(), "{\"b\":2}");
    assertThat(two.ended("task", "n").output()).isEqualTo("{\"b\":2}");
    assertThat(two.types("task", "n"))
        .containsSubsequence("ExecutionFailed", "ExecutionRedriven", "TaskScheduled")
        .containsOnlyOnce("PassStateEntered");
  }

  @Test
  void redrive_sameClientTokenWhileItRuns_isTheSameAnswer() throws Exception {
    one.start("task", "n", "{}");
    one.engine.stop(Pool.id("task", "n"), null, null);
    var request = new Redrive(Pool.id("task", "n"), "once");

    Instant time = one.engine.redrive(request);

    assertThat(one.engine.redrive(request)).isEqualTo(time);
    assertNotRedrivable(
        () -> one.engine.redrive(new Redrive(Pool.id("task", "n"), "other")),
        "Execution is RUNNING and cannot be redriven");
  }

  @Test
  void redrive_failsAtOnceAgain_isCounted() throws Exception {
    one.start("fails", "n", "{}");
    one.ended("fails", "n");

    one.engine.redrive(new Redrive(Pool.id("fails", "n"), null));
    one.engine.redrive(new Redrive(Pool.id("fails", "n"), null));

    var failed = one.ended("fails", "n");
    assertThat(failed.redrive().count()).isEqualTo(2);
    assertThat(failed.redrive().status()).isEqualTo("REDRIVABLE");
  }

  @Test
  void redrive_succeededOrMissing_isRefused() throws Exception {
    one.start("task", "n", "{}");
    one.succeed(one.nextCall(), "1");
    one.ended("task", "n");

    assertNotRedrivable(
        () -> one.engine.redrive(new Redrive(Pool.id("task", "n"), null)),
        "Execution is SUCCEEDED and cannot be redriven");
    assertThatThrownBy(() -> one.engine.redrive(new Redrive(Pool.id("task", "none"), null)))
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo("ExecutionDoesNotExist"));
  }
}
