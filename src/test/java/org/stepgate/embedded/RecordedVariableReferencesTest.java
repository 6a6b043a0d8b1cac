package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// What AWS told of the variables of its definitions.
class RecordedVariableReferencesTest {
  private static final Path CASES = Path.of("../shared/conformance/cases");

  @Test
  void of_recordedDefinitions_areWhatAwsTold() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "recorded cases are not present");
    List<Path> files;
    try (var listed = Files.list(CASES)) {
      files =
          listed
              .filter(file -> file.getFileName().toString().startsWith("sfn_api_variable"))
              .toList();
    }

    assertThat(files).isNotEmpty();
    for (Path file : files) {
      var recorded = (JsonObject) JsonReader.read(Files.readString(file), JsonLimits.STORED);
      assertThat(VariableReferences.of(definition(recorded)))
          .describedAs(file.getFileName().toString())
          .isEqualTo(told(recorded));
    }
  }

  private static String definition(JsonObject recorded) {
    for (JsonValue step : (JsonArray) recorded.get("steps")) {
      if (step instanceof JsonObject call
          && call.get("params") instanceof JsonObject params
          && params.string("definition") != null) {
        return params.string("definition");
      }
    }
    throw new AssertionError("the case has no definition");
  }

  private static Map<String, List<String>> told(JsonObject recorded) {
    var expected = (JsonObject) recorded.get("expected");
    var described = (JsonObject) expected.get("describe_response");
    var told = new LinkedHashMap<String, List<String>>();
    if (described.get("variableReferences") instanceof JsonObject states) {
      states
          .members()
          .forEach((state, names) ->
              told.put(
                  state,
                  ((JsonArray) names).stream().map(name -> ((JsonString) name).value()).toList()));
    }
    return told;
  }
}
