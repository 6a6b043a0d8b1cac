package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    Refusals.assertRefused(call, "ExecutionNotRedrivable", reason);
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

  @Test
  void redrive_fourteenDaysAfterTheEnd_isRefused() throws Exception {
    one.start("fails", "n", "{}");
    Instant end = one.ended("fails", "n").stopTime();
    one.close();
    var clock = new HandClock();
    Pool.Worker two = pool.clock(clock).worker();
    var request = new Redrive(Pool.id("fails", "n"), null);

    clock.setWall(end.plus(Duration.ofDays(14)).plusMillis(1));
    var old = two.engine.describe(Pool.id("fails", "n")).orElseThrow();
    assertNotRedrivable(() -> two.engine.redrive(request), "Execution redrivable period exceeded");
    clock.setWall(end.plus(Duration.ofDays(14)));
    two.engine.redrive(request);

    assertThat(old.redrive().status()).isEqualTo("NOT_REDRIVABLE");
    assertThat(old.redrive().reason()).isEqualTo("Execution redrivable period exceeded");
    assertThat(two.ended("fails", "n").redrive().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, 400, -",
        "0, 14, -",
        "350, 364, -",
        "350, 365, Execution redrivable period exceeded",
        "360, 365, -",
        "360, 366, Execution has exceeded the max execution time"
      })
  void redrivePeriod_isFourteenDaysOfTheFirstYear(
      @Nullable Integer endDay, int day, @Nullable String reason) {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");

    String why =
        RedrivePeriod.whyOver(
            start,
            endDay == null ? null : start.plus(Duration.ofDays(endDay)),
            start.plus(Duration.ofDays(day)));

    assertThat(why).isEqualTo(reason);
  }
}
