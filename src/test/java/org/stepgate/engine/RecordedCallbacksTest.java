package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Histories that Step Functions itself recorded of conversations in several calls, such as those
/// about task tokens and activities, read where they are present: the interpreter must give the
/// same events, chained in the same way, when tasks end and timers fire as they did there.
class RecordedCallbacksTest {
  private static final String ACTIVITY = "arn:aws:states:local:123456789012:activity:work";

  @TestFactory
  Stream<DynamicTest> recorded() throws IOException {
    return RecordedCases.all().stream().flatMap(RecordedCallbacksTest::tests);
  }

  private static Stream<DynamicTest> tests(RecordedCases.Case each) {
    JsonObject recorded = each.content();
    Recorded found = recorded.has("definition") ? null : last(recorded);
    if (found == null
        || !(recorded.get("expected") instanceof JsonObject expected)
        || !(expected.get("get_execution_history") instanceof JsonObject answer)
        || !(answer.get("events") instanceof JsonArray events)
        || !RecordedCases.isWhole(events)
        || !(new DefinitionParser(_ -> true).parseJson(found.definition())
            instanceof ParseResult.Parsed)) {
      return Stream.of();
    }
    return Stream.of(
        DynamicTest.dynamicTest(
            each.name(), () -> check(found.definition(), found.input(), events)));
  }

  /// The machine and the input whose history was recorded.
  private record Recorded(String definition, String input) {}

  /// Of a conversation of several calls, the execution that was started last, when its history is
  /// the one that was asked for.
  private static @Nullable Recorded last(JsonObject recorded) {
    if (!(recorded.get("steps") instanceof JsonArray steps)) {
      return null;
    }
    String definition = null;
    String input = null;
    for (JsonValue step : steps) {
      JsonObject parameters =
          ((JsonObject) step).get("params") instanceof JsonObject given ? given : JsonObject.EMPTY;
      switch (String.valueOf(((JsonObject) step).string("op"))) {
        case "create_state_machine" -> definition = parameters.string("definition");
        case "start_execution" -> input = parameters.string("input");
        default -> {}
      }
    }
    if (definition == null || input == null) {
      return null;
    }
    return new Recorded(
        definition.replaceAll("@@c\\d+\\.activityArn@@", ACTIVITY).replaceAll("@@[^@]*@@", "text"),
        input.replaceAll("@@[^@]*@@", "text"));
  }

  private static void check(String definition, String input, JsonArray events) {
    Simulation simulation = Simulation.of(definition, input);
    if (events.toString().contains("The activity activity_arn does not exist")) {
      simulation.missingActivities.add(ACTIVITY);
    }
    List<String> expected = new ArrayList<>();
    List<JsonObject> recorded = new ArrayList<>();
    for (JsonValue event : events) {
      recorded.add((JsonObject) event);
      expected.add(line((JsonObject) event));
    }

    new Replay(simulation, recorded).run();

    List<String> actual =
        simulation.history.stream().map(HistoryEvents::toJson).map(e -> line(e)).toList();
    assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", expected));
  }

  /// What of an event does not depend on the place where it was recorded.
  private static String line(JsonObject event) {
    var line = new StringBuilder();
    line.append(event.get("id")).append(" after ").append(event.get("previousEventId"));
    line.append(' ').append(event.string("type"));
    for (var member : event.members().entrySet()) {
      if (member.getValue() instanceof JsonObject details) {
        for (String name : List.of("name", "index", "length", "error", "resourceType")) {
          if (details.has(name)) {
            line.append(' ').append(name).append('=').append(details.get(name));
          }
        }
        var names = new ArrayList<>(details.members().keySet());
        names.sort(null);
        line.append(' ').append(names);
      }
    }
    return line.toString();
  }
}
