package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Recorded executions of machines of one Pass state: its output beside what AWS answered.
final class RecordedExpressionsTest {
  private static final Path CASES = Path.of("../shared/conformance/cases");

  /// Their results are placeholders in the recordings.
  private static final List<String> NOT_COMPARABLE = List.of("math_random", "nested_calls");

  @Test
  void pass_recordedExecutions_giveTheRecordedOutput() throws IOException {
    assumeTrue(Files.isDirectory(CASES), "no conformance recordings beside the project");
    int compared = 0;
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        boolean wanted =
            name.startsWith("intrinsic_functions") || name.startsWith("base__test_json");
        if (wanted && NOT_COMPARABLE.stream().noneMatch(name::contains)) {
          compared += compare(file);
        }
      }
    }

    assertThat(compared).isGreaterThan(80);
  }

  private static int compare(Path file) throws IOException {
    var recording = (JsonObject) JsonReader.read(Files.readAllBytes(file), JsonLimits.STORED);
    var definitions = new ArrayList<String>();
    var inputs = new ArrayList<JsonValue>();
    for (JsonValue step : (JsonArray) recording.members().get("steps")) {
      if (step instanceof JsonObject object && object.get("params") instanceof JsonObject params) {
        if (params.get("definition") instanceof JsonString(String definition)) {
          definitions.add(definition);
        }
        if (params.get("input") instanceof JsonString(String input)) {
          inputs.add(JsonReader.read(input, JsonLimits.NETWORK));
        }
      }
    }
    var outputs = new ArrayList<JsonValue>();
    collectOutputs(recording.members().get("expected"), outputs);
    assertThat(outputs).as(file.toString()).hasSameSizeAs(inputs);
    for (int i = 0; i < inputs.size(); i++) {
      String definition = definitions.get(Math.min(i, definitions.size() - 1));
      assertThat(run(definition, inputs.get(i))).as(file.toString()).isEqualTo(outputs.get(i));
    }
    return inputs.size();
  }

  private static void collectOutputs(JsonValue value, List<JsonValue> outputs) {
    switch (value) {
      case JsonObject object
          when object.get("executionSucceededEventDetails") instanceof JsonObject details -> {
        JsonValue output = details.members().get("output");
        outputs.add(
            output instanceof JsonString(String text)
                ? JsonReader.read(text, JsonLimits.NETWORK)
                : output);
      }
      case JsonObject object ->
          object.members().values().forEach(member -> collectOutputs(member, outputs));
      case JsonArray array -> array.forEach(element -> collectOutputs(element, outputs));
      default -> {}
    }
  }

  private static JsonValue run(String definition, JsonValue input) {
    ParseResult result = new DefinitionParser(_ -> true).parseJson(definition);
    assertThat(result).as(definition).isInstanceOf(ParseResult.Parsed.class);
    StateGraph graph = ((ParseResult.Parsed) result).machine().graph();
    DataFlow flow = graph.state(graph.startAt()).flow();
    var scope =
        new Scope(
            JsonObject.of("Execution", JsonObject.of("Input", input)), new SplittableRandom(1));
    return flow.outcome(input, null, scope).output();
  }
}
