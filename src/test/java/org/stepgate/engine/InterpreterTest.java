package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.engine.Simulation.detail;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonString;

class InterpreterTest {
  private static final String HTTP =
      "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::http:invoke\"";

  /// A machine of one state named A.
  private static String one(String fields) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{" + fields + "}}}";
  }

  private static String passes(String name, String next) {
    return "\"%s\":{\"Type\":\"Pass\",%s}"
        .formatted(name, next == null ? "\"End\":true" : "\"Next\":\"" + next + "\"");
  }

  // ---- events that do not fit

  /// Executions in each phase, by what they wait for.
  static Stream<Arguments> phases() {
    return Stream.of(
        Arguments.of("not started", one(HTTP + ",\"End\":true"), false),
        Arguments.of("awaiting task", one(HTTP + ",\"End\":true"), true),
        Arguments.of("awaiting timer", one("\"Type\":\"Wait\",\"Seconds\":5,\"End\":true"), true),
        Arguments.of(
            "awaiting children",
            one(
                "\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                    + one(HTTP + ",\"End\":true").replace("\"A\"", "\"T\"")
                    + "]"),
            true),
        Arguments.of("closed", one("\"Type\":\"Succeed\""), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phases")
  void advance_foreignEvent_changesNothing(String phase, String definition, boolean started) {
    Simulation simulation = Simulation.of(definition, "{}");
    if (started) {
      simulation.start();
    }
    String before = ExecutionCodec.write(simulation.execution.header());
    var foreign = new TaskId(99);

    for (Event event :
        List.of(
            new Event.Continued(),
            new Event.TaskSucceeded(foreign, new JsonString("x")),
            new Event.TaskFailed(foreign, "E", null),
            new Event.TaskHeartbeat(foreign),
            new Event.TimerFired(new TimerId(99)))) {
      Advance advance = simulation.giveOnce(event);

      assertThat(advance.isEmpty()).as(event + " while " + phase).isTrue();
      assertThat(ExecutionCodec.write(advance.header())).isEqualTo(before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phases")
  void advance_startedAgain_changesNothing(String phase, String definition, boolean started) {
    Simulation simulation = Simulation.of(definition, "{}").start();

    assertThat(simulation.giveOnce(new Event.Started()).isEmpty()).isTrue();
  }

  @Test
  void advance_lateEndOfATask_changesNothing() {
    Simulation simulation = Simulation.of(one(HTTP + ",\"End\":true"), "{}").start();
    TaskId task = simulation.tasks.firstEntry().getKey();
    simulation.succeed("1");

    assertThat(simulation.giveOnce(new Event.TaskSucceeded(task, new JsonString("2"))).isEmpty())
        .isTrue();
    assertThat(simulation.output()).isEqualTo("1");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phases")
  void advance_stopRequested_abortsWhatRuns(String phase, String definition, boolean started) {
    Simulation simulation = Simulation.of(definition, "{}");
    if (started) {
      simulation.start();
    }
    boolean runs = started && !simulation.status().isClosed();

    Advance advance = simulation.giveOnce(new Event.StopRequested("E", "why"));

    assertThat(advance.isEmpty()).isEqualTo(!runs);
    if (runs) {
      assertThat(simulation.status()).isEqualTo(ExecutionStatus.ABORTED);
      assertThat(simulation.last().type()).isEqualTo(HistoryEventType.ExecutionAborted);
      assertThat(simulation.last().previousId()).isZero();
      assertThat(detail(simulation.last(), "cause")).isEqualTo(new JsonString("why"));
      assertThat(simulation.tasks).isEmpty();
      assertThat(simulation.timers).isEmpty();
      assertThat(simulation.execution.frames())
          .allMatch(frame -> frame.task() == null && frame.timers().isEmpty());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phases")
  void advance_evaluationCutOff_failsTheExecution(
      String phase, String definition, boolean started) {
    Simulation simulation = Simulation.of(definition, "{}");
    if (started) {
      simulation.start();
    }
    boolean closed = simulation.status().isClosed();

    simulation.give(new Event.EvaluationCutOff("took too long"));

    if (!closed) {
      assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(simulation.execution.header().error()).isEqualTo("States.QueryEvaluationError");
      assertThat(simulation.tasks).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phases")
  void advance_engineFailed_failsTheExecution(String phase, String definition, boolean started) {
    Simulation simulation = Simulation.of(definition, "{}");
    if (started) {
      simulation.start();
    }
    boolean closed = simulation.status().isClosed();

    simulation.give(new Event.EngineFailed("broken"));

    if (!closed) {
      assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(simulation.execution.header().error()).isEqualTo("States.Runtime");
      assertThat(simulation.execution.header().cause()).isEqualTo("broken");
      assertThat(simulation.tasks).isEmpty();
    }
  }

  @Test
  void advance_evaluationCutOffWithACatcher_isCaught() {
    Simulation simulation =
        Simulation.of(
            "{\"StartAt\":\"A\",\"States\":{\"A\":{"
                + HTTP
                + ",\"Catch\":[{\"ErrorEquals\":[\"States.QueryEvaluationError\"],\"Next\":\"B\"}],"
                + "\"End\":true},"
                + passes("B", null)
                + "}}",
            "{}");

    simulation.give(new Event.EvaluationCutOff("took too long"));

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(simulation.types()).contains(HistoryEventType.EvaluationFailed);
  }

  // ---- limits

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
                    + HTTP
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

  // ---- time

  @Test
  void advance_machineTimeout_timesOut() {
    Simulation simulation =
        Simulation.of(
                "{\"TimeoutSeconds\":7,\"StartAt\":\"A\",\"States\":{\"A\":{"
                    + HTTP
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
    Simulation simulation = Simulation.express(one(HTTP + ",\"End\":true"), "{}").start();

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
                    HTTP
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
                    HTTP
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
                    HTTP
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
                    + HTTP
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

  // ---- Parallel and Map

  @Test
  void advance_failingBranch_givesUpTheOthers() {
    String fails = one("\"Type\":\"Fail\",\"Error\":\"E\"").replace("\"A\"", "\"F\"");
    String waits = one("\"Type\":\"Wait\",\"Seconds\":5,\"End\":true").replace("\"A\"", "\"W\"");
    String calls = one(HTTP + ",\"End\":true").replace("\"A\"", "\"T\"");
    String nested =
        "{\"StartAt\":\"N\",\"States\":{\"N\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
            + one(HTTP + ",\"TimeoutSeconds\":9,\"End\":true").replace("\"A\"", "\"U\"")
            + "]}}}";
    Simulation simulation =
        Simulation.of(
            one(
                "\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                    + String.join(",", waits, calls, nested, fails)
                    + "]"),
            "{}");

    Advance advance = simulation.start().giveOnce(new Event.Continued());

    assertThat(advance.isEmpty()).isTrue();
    assertThat(simulation.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(simulation.tasks).isEmpty();
    assertThat(simulation.timers).isEmpty();
    assertThat(simulation.execution.frames())
        .allMatch(frame -> frame.task() == null && frame.timers().isEmpty());
    assertThat(simulation.types())
        .containsSubsequence(
            HistoryEventType.FailStateEntered,
            HistoryEventType.WaitStateAborted,
            HistoryEventType.TaskStateAborted,
            HistoryEventType.TaskStateAborted,
            HistoryEventType.ParallelStateAborted,
            HistoryEventType.ParallelStateFailed,
            HistoryEventType.ExecutionFailed);
  }

  @Test
  void advance_untouchedInput_keepsItsWhiteSpace() {
    String input = "{ \"a\" : [ 1,  2 ] }";
    Simulation simulation =
        Simulation.of(
                one(
                    "\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                        + one("\"Type\":\"Pass\",\"End\":true").replace("\"A\"", "\"B\"")
                        + ","
                        + one("\"Type\":\"Succeed\"").replace("\"A\"", "\"C\"")
                        + "]"),
                input)
            .start();

    assertThat(simulation.output()).isEqualTo("[" + input + "," + input + "]");
  }

  private static String map(String fields, String processor) {
    return one(
        "\"Type\":\"Map\",\"End\":true,"
            + fields
            + "\"ItemProcessor\":{\"StartAt\":\"I\",\"States\":{\"I\":{"
            + processor
            + "}}}");
  }

  @Test
  void advance_maxConcurrency_startsTheNextAsOneEnds() {
    Simulation simulation =
        Simulation.of(map("\"MaxConcurrency\":2,", HTTP + ",\"End\":true"), "[1,2,3,4]").start();
    assertThat(simulation.tasks).hasSize(2);

    simulation.succeed(simulation.tasks.lastEntry().getKey(), "20");
    assertThat(simulation.tasks).hasSize(2);
    simulation.succeed("10").succeed("30").succeed("40");

    assertThat(simulation.output()).isEqualTo("[10,20,30,40]");
  }

  static Stream<Arguments> tolerances() {
    return Stream.of(
        Arguments.of("", 1, "E"),
        Arguments.of("\"ToleratedFailureCount\":1,", 1, null),
        Arguments.of("\"ToleratedFailureCount\":1,", 2, "States.ExceedToleratedFailureThreshold"),
        Arguments.of("\"ToleratedFailurePercentage\":50,", 2, null),
        Arguments.of(
            "\"ToleratedFailurePercentage\":49,", 2, "States.ExceedToleratedFailureThreshold"),
        Arguments.of(
            "\"ToleratedFailureCount\":3,\"ToleratedFailurePercentage\":25,",
            2,
            "States.ExceedToleratedFailureThreshold"));
  }

  @ParameterizedTest
  @MethodSource("tolerances")
  void advance_failedIterations_areTolerated(String fields, int failures, String error) {
    Simulation simulation = Simulation.of(map(fields, HTTP + ",\"End\":true"), "[1,2,3,4]").start();

    for (int i = 0; i < failures; i++) {
      simulation.fail("E", "why");
    }
    while (!simulation.tasks.isEmpty()) {
      simulation.succeed("1");
    }

    assertThat(simulation.execution.header().error()).isEqualTo(error);
    if (error == null) {
      assertThat(simulation.output())
          .isEqualTo("[" + String.join(",", List.of("1", "1", "1").subList(0, 4 - failures)) + "]");
    }
  }

  @Test
  void advance_mapThatIsTriedAgain_startsAfresh() {
    Simulation simulation =
        Simulation.of(
                map("\"Retry\":[{\"ErrorEquals\":[\"E\"]}],", HTTP + ",\"End\":true"), "[1,2]")
            .start();

    simulation.succeed("10").fail("E", null).fire().succeed("11").succeed("22");

    assertThat(simulation.output()).isEqualTo("[11,22]");
  }

  @Test
  void advance_contextObject_showsExecutionStateAndItem() {
    Simulation simulation =
        Simulation.of(
                map(
                    "",
                    "\"Type\":\"Pass\",\"Parameters\":{\"c.$\":\"$$\"},\"OutputPath\":\"$.c\","
                        + "\"End\":true"),
                "[7]")
            .start();

    assertThat(simulation.output())
        .contains("\"Name\":\"run-1\"")
        .contains("\"StateMachine\":{\"Id\":\"arn:aws:states:local:123456789012:stateMachine:")
        .contains("\"StartTime\":\"2026-01-01T00:00:00.000Z\"")
        .contains("\"State\":{\"Name\":\"I\",\"EnteredTime\":\"2026-01-01T00:00:00.001Z\"}")
        .contains("\"Map\":{\"Item\":{\"Index\":0,\"Value\":7}}");
  }

  @Test
  void advance_taskThatWaitsForItsToken_showsTheToken() {
    Simulation simulation =
        Simulation.of(
                one(
                    "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::x:y.waitForTaskToken\","
                        + "\"Parameters\":{\"t.$\":\"$$.Task.Token\"},\"End\":true"),
                "{}")
            .start();

    assertThat(simulation.tasks.firstEntry().getValue().arguments().text())
        .isEqualTo("{\"t\":\"token-1-of-a-simulated-execution\"}");
  }
}
