package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random machines and orders of events, from seeds. [Simulation] checks on each event that the
/// interpreter is pure and that the stored form leads to the same answer.
class InterpreterPropertyTest {
  private static final int MAX_EVENTS = 400;

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void advance_anyMachineAndOrderOfEvents_holdsTheInvariants(long seed) {
    var random = new Random(seed);
    String definition = RandomMachines.definition(random);
    Simulation simulation =
        (random.nextBoolean()
                ? Simulation.of(definition, "[1,2,3]")
                : Simulation.express(definition, "[ 1, 2, 3 ]"))
            .withSteps(1 + random.nextInt(20));

    boolean more = simulation.giveOnce(new Event.Started()).more();
    for (int i = 0; i < MAX_EVENTS && !simulation.status().isClosed(); i++) {
      more |= false;
      Advance advance = simulation.giveOnce(RandomMachines.event(simulation, random, more));
      more = advance.isEmpty() ? more : advance.more();
      assertFramesAreAccountedFor(simulation, more);
    }
    if (!simulation.status().isClosed()) {
      simulation.give(new Event.StopRequested(null, null));
    }

    assertThat(simulation.execution.frames().isEmpty())
        .isNotEqualTo(simulation.execution.header().resumable());
    assertThat(simulation.tasks).isEmpty();
    assertThat(simulation.timers).isEmpty();
    assertHistoryIsWhole(simulation);
  }

  /// Each frame waits for something that is outstanding, and nothing else is.
  private static void assertFramesAreAccountedFor(Simulation simulation, boolean more) {
    long tasks = 0;
    long timers = 0;
    long runnable = 0;
    for (Frame frame : simulation.execution.frames()) {
      tasks += frame.task() == null ? 0 : 1;
      timers += frame.timers().size();
      runnable += frame.isRunnable() && !simulation.status().isClosed() ? 1 : 0;
    }
    boolean hasDeadline =
        simulation.timers.containsKey(new TimerId(1))
            && Closing.deadline(simulation.execution) != null;
    assertThat(simulation.tasks).hasSize((int) tasks);
    assertThat(simulation.timers).hasSize((int) timers + (hasDeadline ? 1 : 0));
    assertThat(runnable > 0).isEqualTo(more);
  }

  private static void assertHistoryIsWhole(Simulation simulation) {
    long id = 1;
    for (HistoryEvent event : simulation.history) {
      assertThat(event.id()).isEqualTo(id);
      assertThat(event.previousId()).isBetween(0L, id - 1);
      assertThat(event.type().isTerminal()).isEqualTo(id == simulation.history.size());
      id++;
    }
    assertThat(simulation.execution.header().nextEventId()).isEqualTo(id);
    assertThat(simulation.execution.header().stopTime()).isNotNull();
  }
}
