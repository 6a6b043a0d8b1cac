package org.stepgate.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// What Step Functions itself recorded, read where it is present.
final class RecordedCases {
  private static final Path CASES = Path.of("../shared/conformance/cases");

  private RecordedCases() {}

  /// A case.
  ///
  /// @param name the name of its file
  record Case(String name, JsonObject content) {}

  /// All cases, by name. Skips the test where there are none.
  static List<Case> all() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "recorded histories are not present");
    List<Path> files;
    try (Stream<Path> listed = Files.list(CASES)) {
      files = listed.sorted().toList();
    }
    var cases = new ArrayList<Case>();
    for (Path file : files) {
      cases.add(
          new Case(
              file.getFileName().toString(), (JsonObject) Simulation.json(Files.readString(file))));
    }
    return cases;
  }

  /// Whether a recording names every event by its own id; some were sorted and lost them.
  static boolean isWhole(JsonArray events) {
    long id = 1;
    for (JsonValue event : events) {
      if (!(((JsonObject) event).get("id") instanceof JsonNumber number) || number.toLong() != id) {
        return false;
      }
      id++;
    }
    return true;
  }
}
