package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Histories that Step Functions itself recorded, read where they are present: the interpreter must
/// give the same events with the same details, chained in the same way, when tasks end and timers
/// fire as they did there. Where branches were sorted in a recording, so that it does not say which
/// event follows which, the events themselves are compared.
class RecordedHistoriesTest {
  private static final Set<String> ENDS_OF_BRANCHES =
      Set.of("ParallelStateSucceeded", "ParallelStateExited");

  @TestFactory
  Stream<DynamicTest> recorded() throws IOException {
    return RecordedCases.all().stream().flatMap(RecordedHistoriesTest::tests);
  }

  private static Stream<DynamicTest> tests(RecordedCases.Case each) {
    JsonObject recorded = each.content();
    if (!(recorded.get("definition") instanceof JsonObject definition)
        || !(recorded.get("expected") instanceof JsonObject expected)
        || !(expected.get("get_execution_history") instanceof JsonObject answer)
        || !(answer.get("events") instanceof JsonArray events)
        || !isAlone(definition)) {
      return Stream.of();
    }
    String input = recorded.string("input");
    if (input == null || input.contains("@@")) {
      return Stream.of();
    }
    var recording = new Recording(recorded.get("transformers"));
    return Stream.of(
        DynamicTest.dynamicTest(each.name(), () -> check(definition, input, events, recording)));
  }

  /// Whether the definition needs nothing but the interpreter and the ends of its tasks.
  private static boolean isAlone(JsonObject definition) {
    String text = definition.toString();
    return !text.contains("\"DISTRIBUTED\"")
        && !text.contains("@@")
        && new DefinitionParser(_ -> true).parseJson(text) instanceof ParseResult.Parsed;
  }

  private static void check(
      JsonObject definition, String input, JsonArray events, Recording recording) {
    Simulation simulation = Simulation.recorded(definition.toString(), input);
    List<JsonObject> recorded = new ArrayList<>();
    events.forEach(event -> recorded.add((JsonObject) event));

    if (RecordedCases.isWhole(events)) {
      new Replay(simulation, recorded).run();
    } else {
      simulation.start();
      while (!simulation.status().isClosed() && !simulation.timers.isEmpty()) {
        simulation.fire();
      }
    }

    List<JsonObject> actual = simulation.history.stream().map(HistoryEvents::toJson).toList();
    if (RecordedCases.isWhole(events)) {
      for (int i = 0; i < Math.min(recorded.size(), actual.size()); i++) {
        assertThat(matches(recording, recorded.get(i), actual.get(i)))
            .as("%s\n  is not\n%s", actual.get(i), recorded.get(i))
            .isTrue();
      }
      assertThat(actual).hasSameSizeAs(recorded);
    } else {
      checkAnyOrder(recording, recorded, actual);
    }
  }

  private static void checkAnyOrder(
      Recording recording, List<JsonObject> recorded, List<JsonObject> actual) {
    List<JsonObject> left = new ArrayList<>();
    actual.forEach(event -> left.add(withoutIds(event)));
    for (JsonObject event : recorded) {
      JsonObject wanted = withoutIds(event);
      assertThat(left.removeIf(new FirstMatch(recording, wanted)::test))
          .as("%s\n  is not among\n%s", wanted, left)
          .isTrue();
    }
    // The recordings leave these out where they sort branches.
    assertThat(left).extracting(event -> event.string("type")).allMatch(ENDS_OF_BRANCHES::contains);
  }

  /// Tells the first event that matches, and no other.
  private static final class FirstMatch {
    private final Recording recording;
    private final JsonObject wanted;
    private boolean found;

    FirstMatch(Recording recording, JsonObject wanted) {
      this.recording = recording;
      this.wanted = wanted;
    }

    boolean test(JsonObject event) {
      boolean first = !found && matches(recording, wanted, event);
      found |= first;
      return first;
    }
  }

  private static JsonObject withoutIds(JsonObject event) {
    return event.toBuilder().remove("id").remove("previousEventId").build();
  }

  private static boolean matches(Recording recording, JsonObject recorded, JsonObject actual) {
    return recording.matches(
        recorded.toBuilder().remove("timestamp").build(),
        actual.toBuilder().remove("timestamp").build());
  }
}
