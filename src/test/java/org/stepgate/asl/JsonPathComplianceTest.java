package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.stepgate.asl.Samples.scope;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonObject;

/// The compliance suite of RFC 9535, whose dialect is not the one of the Amazon States Language:
/// `test-fixtures/asl/rfc9535-differences.txt` lists every case in which ours differs, so that a
/// change of the dialect is seen.
final class JsonPathComplianceTest {
  private static final Path SUITE = Path.of("../shared/corpora/jsonpath-cts/cts.json");
  private static final Path DIFFERENCES = Path.of("test-fixtures/asl/rfc9535-differences.txt");

  @Test
  void find_casesOfRfc9535_differOnlyAsListed() throws IOException {
    assumeTrue(Files.exists(SUITE), "no JSONPath compliance suite beside the project");
    var suite = (JsonObject) JsonReader.read(Files.readAllBytes(SUITE), JsonLimits.NETWORK);

    var differences = new ArrayList<String>();
    for (JsonValue each : (JsonArray) suite.members().get("tests")) {
      String difference = difference((JsonObject) each);
      if (difference != null) {
        differences.add(difference + ": " + ((JsonObject) each).string("name"));
      }
    }

    List<String> listed =
        Files.readAllLines(DIFFERENCES).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(differences).isEqualTo(listed);
  }

  private static @Nullable String difference(JsonObject test) {
    boolean invalid = JsonBoolean.TRUE.equals(test.get("invalid_selector"));
    RootedPath path;
    try {
      path = RootedPath.compile(String.valueOf(test.string("selector")));
    } catch (ExpressionSyntaxException _) {
      return invalid ? null : "refused";
    }
    if (invalid) {
      return "accepted";
    }
    try {
      JsonValue found = path.find(test.members().get("document"), scope());
      JsonValue nodes = asNodes(path, found);
      boolean same =
          nodes.equals(test.get("result"))
              || (test.get("results") instanceof JsonArray results
                  && results.elements().contains(nodes));
      return same ? null : "other result";
    } catch (EvaluationException _) {
      return "failed";
    }
  }

  private static JsonValue asNodes(RootedPath path, @Nullable JsonValue found) {
    if (found == null) {
      return JsonArray.EMPTY;
    }
    return path.isReference() ? JsonArray.of(found) : found;
  }
}
