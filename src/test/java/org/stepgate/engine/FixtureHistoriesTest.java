package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Replays each folder of `test-fixtures/asl`, whole and by every prefix of its history:
/// `definition.json`, `input.json`, and the `history.json` that must come of them, without
/// timestamps. Adding a folder adds a test.
class FixtureHistoriesTest {
  private static final Path FIXTURES = Path.of("test-fixtures/asl");

  @TestFactory
  Stream<DynamicTest> fixtures() throws IOException {
    List<Path> folders;
    try (Stream<Path> listed = Files.list(FIXTURES)) {
      folders =
          listed.filter(folder -> Files.exists(folder.resolve("history.json"))).sorted().toList();
    }
    assertThat(folders).isNotEmpty();
    return folders.stream()
        .map(folder ->
            DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
  }

  private static void check(Path folder) {
    List<JsonObject> expected = new ArrayList<>();
    for (JsonValue event : (JsonArray) Simulation.json(read(folder, "history.json"))) {
      expected.add((JsonObject) event);
    }

    for (int events = expected.size(); events > 0; events--) {
      Simulation simulation =
          Simulation.of(read(folder, "definition.json"), read(folder, "input.json").strip());
      new Replay(simulation, expected.subList(0, events)).run();

      List<String> shown = simulation.history.stream().map(FixtureHistoriesTest::line).toList();
      assertThat(shown).hasSizeGreaterThanOrEqualTo(events);
      List<String> wanted = expected.stream().map(JsonObject::toString).toList();
      assertThat(String.join("\n", shown))
          .isEqualTo(String.join("\n", wanted.subList(0, shown.size())));
    }
  }

  private static String line(HistoryEvent event) {
    return HistoryEvents.toJson(event).toBuilder().remove("timestamp").build().toString();
  }

  private static String read(Path folder, String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
