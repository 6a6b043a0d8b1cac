package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Histories that Step Functions itself recorded, read where they are present: the interpreter must
/// give the same events, chained in the same way, when tasks end and timers fire as they did there.
class RecordedHistoriesTest {
  private static final Path CASES = Path.of("../shared/conformance/cases");

  @TestFactory
  Stream<DynamicTest> recorded() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "recorded histories are not present");
    List<Path> files;
    try (Stream<Path> listed = Files.list(CASES)) {
      files = listed.sorted().toList();
    }
    return files.stream().flatMap(RecordedHistoriesTest::tests);
  }

  private static Stream<DynamicTest> tests(Path file) {
    var recorded = (JsonObject) Simulation.json(read(file));
    if (!(recorded.get("definition") instanceof JsonObject definition)
        || !(recorded.get("expected") instanceof JsonObject expected)
        || !(expected.get("get_execution_history") instanceof JsonObject answer)
        || !(answer.get("events") instanceof JsonArray events)
        || !isWhole(events)
        || !(new DefinitionParser(_ -> true).parseJson(definition.toString())
            instanceof ParseResult.Parsed)) {
      return Stream.of();
    }
    String input = recorded.string("input");
    if (input == null || input.contains("@@")) {
      return Stream.of();
    }
    return Stream.of(
        DynamicTest.dynamicTest(
            file.getFileName().toString(), () -> check(definition, input, events)));
  }

  /// Whether the recording names every event by its own id; some were sorted and lost them.
  private static boolean isWhole(JsonArray events) {
    long id = 1;
    for (JsonValue event : events) {
      if (!(((JsonObject) event).get("id") instanceof JsonNumber number) || number.toLong() != id) {
        return false;
      }
      id++;
    }
    return true;
  }

  private static void check(JsonObject definition, String input, JsonArray events) {
    Simulation simulation = Simulation.of(definition.toString(), input);
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

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
