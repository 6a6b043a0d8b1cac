package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.engine.Definitions.TASK;
import static org.stepgate.engine.Definitions.one;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Branches of Parallel and iterations of Map, and what a state sees of where it is.
class InterpreterBranchesTest {
  @Test
  void advance_failingBranch_givesUpTheOthers() {
    String fails = one("\"Type\":\"Fail\",\"Error\":\"E\"").replace("\"A\"", "\"F\"");
    String waits = one("\"Type\":\"Wait\",\"Seconds\":5,\"End\":true").replace("\"A\"", "\"W\"");
    String calls = one(TASK + ",\"End\":true").replace("\"A\"", "\"T\"");
    String nested =
        "{\"StartAt\":\"N\",\"States\":{\"N\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
            + one(TASK + ",\"TimeoutSeconds\":9,\"End\":true").replace("\"A\"", "\"U\"")
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
        Simulation.of(map("\"MaxConcurrency\":2,", TASK + ",\"End\":true"), "[1,2,3,4]").start();
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
    Simulation simulation = Simulation.of(map(fields, TASK + ",\"End\":true"), "[1,2,3,4]").start();

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
                map("\"Retry\":[{\"ErrorEquals\":[\"E\"]}],", TASK + ",\"End\":true"), "[1,2]")
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
