package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvanceTest {
  private static final int ITEMS = 10_000;

  @Test
  void t36_mapOverManyTasks_costsWhatChanges() {
    long frames = 0;
    long payloadBytes = 0;
    long largest = 0;
    // More events than one history may hold: an Express execution has no such limit.
    Simulation simulation =
        Simulation.express(
                """
                {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ResultPath":null,
                 "ItemProcessor":{"StartAt":"T","States":{"T":{
                   "Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true}}}}}}\
                """,
                items())
            .withoutStoredForm()
            .withSteps(500);

    var advances = new ArrayList<>(simulation.give(new Event.Started()));
    while (!simulation.tasks.isEmpty()) {
      TaskId task = simulation.tasks.pollFirstEntry().getKey();
      advances.addAll(simulation.give(new Event.TaskSucceeded(task, Simulation.json("\"done\""))));
    }
    for (Advance advance : advances) {
      frames += advance.changedFrames().size();
      for (Payload payload : advance.newPayloads()) {
        payloadBytes += payload.bytes();
      }
      for (Frame frame : advance.changedFrames()) {
        largest = Math.max(largest, ExecutionCodec.write(frame).length());
      }
    }

    assertThat(simulation.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(frames).isLessThan(3L * ITEMS);
    assertThat(largest).isLessThan(1_500);
    assertThat(payloadBytes).isLessThan(2L * items().length());
    assertThat(simulation.history).hasSize(1 + 2 + 7 * ITEMS + 3);
  }

  private static String items() {
    var items = new StringBuilder("[0");
    for (int i = 1; i < ITEMS; i++) {
      items.append(',').append(i);
    }
    return items.append(']').toString();
  }

  /// What is left to do and what is stored after merging is what it is after committing each.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void merge_manyAdvances_equalsCommittingEach(long seed) {
    var random = new Random(seed);
    Simulation simulation =
        Simulation.express(RandomMachines.definition(random), "[1,2,3]").withSteps(3);
    Advance merged = simulation.giveOnce(new Event.Started());
    for (int i = 0; i < 40 && !simulation.status().isClosed(); i++) {
      Event event = RandomMachines.event(simulation, random, merged.more());
      merged = Advance.merge(merged, simulation.giveOnce(event));
    }

    var again = new Execution(simulation.execution.identity(), simulation.execution.definition());
    again.apply(merged);

    assertThat(written(again)).isEqualTo(written(simulation.execution));
    assertThat(merged.events()).isEqualTo(simulation.history);
    var outstanding = new ArrayList<Command>(simulation.tasks.values());
    simulation.timers.forEach((timer, due) -> outstanding.add(new Command.SetTimer(timer, due)));
    assertThat(merged.commands()).containsExactlyInAnyOrderElementsOf(outstanding);
  }

  private static List<String> written(Execution execution) {
    var written = new ArrayList<String>();
    written.add(ExecutionCodec.write(execution.header()));
    for (Frame frame : execution.frames()) {
      written.add(ExecutionCodec.write(frame));
      execution.results(frame.id()).forEach(result -> written.add(ExecutionCodec.write(result)));
    }
    written.sort(null);
    return written;
  }
}
