package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.engine.Definitions.TASK;
import static org.stepgate.engine.Definitions.one;
import static org.stepgate.engine.Definitions.passes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How large, long and deep an execution may become.
class InterpreterLimitsTest {
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void t36_outputAtTheLimit_isRefusedAboveIt(int above) {
    int quotes = 2;
    String text = "x".repeat(ExecutionLimits.PAYLOAD_BYTES - quotes + above);
    Simulation simulation =
        Simulation.of(one("\"Type\":\"Pass\",\"Result\":\"" + text + "\",\"End\":true"), "{}")
            .start();

    assertThat(simulation.status())
        .isEqualTo(above > 0 ? ExecutionStatus.FAILED : ExecutionStatus.SUCCEEDED);
    if (above > 0) {
      assertThat(simulation.execution.header().error()).isEqualTo("States.DataLimitExceeded");
      assertThat(simulation.execution.header().cause()).startsWith("The state/task 'A' returned");
    }
  }

  @Test
  void advance_taskResultAboveTheLimit_canBeCaught() {
    Simulation simulation =
        Simulation.of(
                "{\"StartAt\":\"A\",\"States\":{\"A\":{"
                    + TASK
                    + ",\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"B\"}],\"End\":true},"
                    + passes("B", null)
                    + "}}",
                "{}")
            .start();

    simulation.succeed("\"" + "x".repeat(ExecutionLimits.PAYLOAD_BYTES) + "\"");

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(simulation.output()).contains("The state/task 'http' returned a result");
  }

  @Test
  void advance_outputOfAPassAboveTheLimit_cannotBeCaught() {
    String text = "x".repeat(ExecutionLimits.PAYLOAD_BYTES);
    Simulation simulation =
        Simulation.of(
                one(
                    "\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                        + one("\"Type\":\"Pass\",\"Result\":\"" + text + "\",\"End\":true")
                            .replace("\"A\"", "\"P\"")
                        + "],\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"A\"}]"),
                "{}")
            .start();

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(simulation.last().type()).isEqualTo(HistoryEventType.ExecutionFailed);
  }

  /// A loop that ends when its input says so: 4 events a round.
  private static String loop(String fields) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",%s\"Next\":\"B\"},"
            .formatted(fields)
        + "\"B\":{\"Type\":\"Choice\",\"Default\":\"A\",\"Choices\":["
        + "{\"Variable\":\"$.stop\",\"IsPresent\":true,\"Next\":\"C\"}]},"
        + "\"C\":{\"Type\":\"Succeed\"}}}";
  }

  @Test
  void advance_historyIsFull_lastEventIsTheFailure() {
    Simulation simulation = Simulation.of(loop(""), "{}").withoutStoredForm().start();

    assertThat(simulation.history).hasSize(25_000);
    assertThat(simulation.last().type()).isEqualTo(HistoryEventType.ExecutionFailed);
    assertThat(simulation.last().previousId()).isEqualTo(24_999);
    assertThat(simulation.execution.header().error()).isEqualTo("States.Runtime");
    assertThat(simulation.execution.header().cause())
        .isEqualTo("The execution reached the maximum number of history events (25000).");
  }

  /// An inline Map of one Pass state after another Pass state: 8 events, and 4 for each item.
  private static Simulation inlineMap(int items) {
    String map =
        """
        {"StartAt":"P","States":{"P":{"Type":"Pass","Next":"M"},
          "M":{"Type":"Map","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}],
            "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}},
          "C":{"Type":"Succeed"}}}\
        """;
    return Simulation.of(map, "[" + "0,".repeat(items - 1) + "0]").withoutStoredForm().start();
  }

  @Test
  void advance_inlineMapWhose25000thEventIsItsSuccess_succeeds() {
    Simulation simulation = inlineMap(6_248);

    assertThat(simulation.history).hasSize(25_000);
    assertThat(simulation.last().type()).isEqualTo(HistoryEventType.ExecutionSucceeded);
  }

  @Test
  void t36_inlineMapOfOneItemMore_failsWithEvent25000WhateverItCatches() {
    Simulation simulation = inlineMap(6_249);

    assertThat(simulation.history).hasSize(25_000);
    assertThat(simulation.last().id()).isEqualTo(25_000);
    assertThat(simulation.last().type()).isEqualTo(HistoryEventType.ExecutionFailed);
    assertThat(simulation.history.get(24_998).type()).isNotIn(HistoryEventType.MapStateFailed);
    assertThat(simulation.execution.header().error()).isEqualTo("States.Runtime");
    assertThat(simulation.execution.header().cause())
        .isEqualTo("The execution reached the maximum number of history events (25000).");
    assertThat(simulation.execution.header().resumable()).isFalse();
  }

  @Test
  void advance_expressExecution_hasNoLimitOfHistory() {
    Simulation simulation =
        Simulation.express(loop(""), "{}").withoutStoredForm().withSteps(20_000);

    Advance advance = simulation.giveOnce(new Event.Started());

    assertThat(advance.more()).isTrue();
    assertThat(simulation.history).hasSize(1 + 40_000);
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void advance_fewSteps_givesTheSameHistory(int steps) {
    String definition =
        one(
            "\"Type\":\"Map\",\"End\":true,\"ItemProcessor\":{\"StartAt\":\"B\",\"States\":{"
                + passes("B", "C")
                + ","
                + passes("C", null)
                + "}}");
    Simulation whole = Simulation.of(definition, "[1,2,3]").start();
    Simulation stepwise = Simulation.of(definition, "[1,2,3]").withSteps(steps).start();

    assertThat(stepwise.shape()).isEqualTo(whole.shape());
    assertThat(stepwise.output()).isEqualTo("[1,2,3]");
  }

  @Test
  void advance_nestedTooDeeply_fails() {
    Simulation simulation =
        Simulation.of(loop("\"Parameters\":{\"a.$\":\"$\"},"), "0").withoutStoredForm().start();

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(simulation.execution.header().cause()).contains("deeper than 512");
  }
}
