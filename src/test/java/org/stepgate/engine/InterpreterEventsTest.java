package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.engine.Definitions.TASK;
import static org.stepgate.engine.Definitions.one;
import static org.stepgate.engine.Definitions.passes;
import static org.stepgate.engine.Simulation.detail;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonValue.JsonString;

/// Events in each phase of an execution: those that do not fit change nothing, those of the engine
/// end it.
class InterpreterEventsTest {
  /// Executions in each phase, by what they wait for.
  static Stream<Arguments> phases() {
    return Stream.of(
        Arguments.of("not started", one(TASK + ",\"End\":true"), false),
        Arguments.of("awaiting task", one(TASK + ",\"End\":true"), true),
        Arguments.of("awaiting timer", one("\"Type\":\"Wait\",\"Seconds\":5,\"End\":true"), true),
        Arguments.of(
            "awaiting children",
            one(
                "\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                    + one(TASK + ",\"End\":true").replace("\"A\"", "\"T\"")
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
    Simulation simulation = Simulation.of(one(TASK + ",\"End\":true"), "{}").start();
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
                + TASK
                + ",\"Catch\":[{\"ErrorEquals\":[\"States.QueryEvaluationError\"],\"Next\":\"B\"}],"
                + "\"End\":true},"
                + passes("B", null)
                + "}}",
            "{}");

    simulation.give(new Event.EvaluationCutOff("took too long"));

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(simulation.types()).contains(HistoryEventType.EvaluationFailed);
  }
}
