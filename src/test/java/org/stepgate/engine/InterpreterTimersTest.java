package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.engine.Definitions.TASK;
import static org.stepgate.engine.Definitions.one;
import static org.stepgate.engine.Definitions.passes;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Timeouts, heartbeats, and what happens when a task has failed: retriers and catchers.
class InterpreterTimersTest {
  @Test
  void advance_machineTimeout_timesOut() {
    Simulation simulation =
        Simulation.of(
                "{\"TimeoutSeconds\":7,\"StartAt\":\"A\",\"States\":{\"A\":{"
                    + TASK
                    + ",\"End\":true}}}",
                "{}")
            .start();
    assertThat(simulation.timers.firstEntry().getValue())
        .isEqualTo(new Command.Due.After(Duration.ofSeconds(7)));

    simulation.fire();

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(simulation.last().type()).isEqualTo(HistoryEventType.ExecutionTimedOut);
    assertThat(simulation.tasks).isEmpty();
  }

  @Test
  void advance_expressExecution_mayRunFiveMinutes() {
    Simulation simulation = Simulation.express(one(TASK + ",\"End\":true"), "{}").start();

    assertThat(simulation.timers.firstEntry().getValue())
        .isEqualTo(new Command.Due.After(Duration.ofMinutes(5)));
    simulation.succeed("1");
    assertThat(simulation.timers).isEmpty();
  }

  @Test
  void advance_expressThatEndsAtOnce_asksForNothing() {
    Simulation simulation = Simulation.express(one("\"Type\":\"Succeed\""), "{}");

    Advance advance = simulation.giveOnce(new Event.Started());

    assertThat(advance.commands()).isEmpty();
    assertThat(advance.changedFrames()).isEmpty();
    assertThat(advance.removedFrames()).isEmpty();
    assertThat(advance.newPayloads()).isEmpty();
  }

  @Test
  void advance_heartbeat_startsTheTimerAnew() {
    Simulation simulation =
        Simulation.of(
                one(
                    TASK
                        + ",\"TimeoutSeconds\":60,\"HeartbeatSeconds\":5,\"End\":true,"
                        + "\"Catch\":[{\"ErrorEquals\":[\"States.HeartbeatTimeout\"],\"Next\":\"A\"}]"),
                "{}")
            .start();
    TaskId task = simulation.tasks.firstEntry().getKey();
    TimerId first = simulation.timers.lastEntry().getKey();

    simulation.give(new Event.TaskHeartbeat(task));

    assertThat(simulation.timers).hasSize(2).doesNotContainKey(first);
    simulation.fire(simulation.timers.lastEntry().getKey());
    assertThat(simulation.types()).contains(HistoryEventType.TaskTimedOut);
    assertThat(simulation.tasks).hasSize(1).doesNotContainKey(task);
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  static Stream<Arguments> retries() {
    return Stream.of(
        Arguments.of("\"IntervalSeconds\":2", List.of(2_000L, 4_000L, 8_000L)),
        Arguments.of(
            "\"IntervalSeconds\":2,\"MaxDelaySeconds\":5", List.of(2_000L, 4_000L, 5_000L)),
        Arguments.of("\"BackoffRate\":1.5", List.of(1_000L, 1_500L, 2_250L)),
        Arguments.of("\"MaxAttempts\":1", List.of(1_000L)),
        Arguments.of("\"MaxAttempts\":0", List.of()));
  }

  @ParameterizedTest
  @MethodSource("retries")
  void advance_retrier_waitsLongerEachTime(String fields, List<Long> delays) {
    Simulation simulation =
        Simulation.of(
                one(
                    TASK
                        + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"],"
                        + fields
                        + "}]"),
                "{}")
            .start();

    for (long delay : delays) {
      simulation.fail("E", "why");
      assertThat(simulation.timers.firstEntry().getValue())
          .isEqualTo(new Command.Due.After(Duration.ofMillis(delay)));
      simulation.fire();
    }
    simulation.fail("E", "why");

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(simulation.execution.header().cause()).isEqualTo("why");
  }

  @Test
  void advance_retrierWithJitter_staysBelowItsDelay() {
    Simulation simulation =
        Simulation.of(
                one(
                    TASK
                        + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":10,"
                        + "\"JitterStrategy\":\"FULL\"}]"),
                "{}")
            .start();

    simulation.fail("E", null);

    var due = (Command.Due.After) simulation.timers.firstEntry().getValue();
    assertThat(due.delay()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
    assertThat(due.delay()).isNotEqualTo(Duration.ofSeconds(10));
  }

  static Stream<Arguments> matches() {
    return Stream.of(
        Arguments.of("E", "E", true),
        Arguments.of("E", "F", false),
        Arguments.of("E", "States.ALL", true),
        Arguments.of(null, "States.ALL", true),
        Arguments.of("E", "States.TaskFailed", true),
        Arguments.of("States.Timeout", "States.TaskFailed", false),
        Arguments.of("States.Timeout", "States.Timeout", true));
  }

  @ParameterizedTest
  @MethodSource("matches")
  void advance_catcher_matchesByName(String error, String name, boolean caught) {
    Simulation simulation =
        Simulation.of(
                "{\"StartAt\":\"A\",\"States\":{\"A\":{"
                    + TASK
                    + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\""
                    + name
                    + "\"],\"ResultPath\":\"$.e\",\"Next\":\"B\"}]},"
                    + passes("B", null)
                    + "}}",
                "{}")
            .start();

    simulation.fail(error, null);

    assertThat(simulation.status())
        .isEqualTo(caught ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED);
    if (caught) {
      assertThat(simulation.output())
          .isEqualTo(
              error == null
                  ? "{\"e\":{\"Error\":null,\"Cause\":null}}"
                  : "{\"e\":{\"Error\":\"" + error + "\",\"Cause\":\"\"}}");
    }
  }
}
