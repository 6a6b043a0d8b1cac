package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// Runs the cases of JSONata's own test suite. Those in which we differ stand in
/// `jsonata-differences.txt`, one a line: the case and what we do. A case that begins to differ, or
/// differs otherwise, or no longer, fails the test.
final class JsonataCorpusTest {
  private static final Path SUITE = Path.of("../shared/corpora/jsonata/test/test-suite");
  private static final int MAX_SHOWN = 100;

  @Test
  void evaluate_casesOfTheReference_differOnlyAsListed() throws IOException {
    assumeTrue(Files.isDirectory(SUITE), "the JSONata corpus is not there");

    var differences = new TreeMap<String, String>();
    int cases = 0;
    for (Path file : files()) {
      JsonValue content;
      try {
        content = read(file);
      } catch (JsonException e) {
        differences.put(
            SUITE.resolve("groups").relativize(file).toString(), "is not JSON: " + e.getMessage());
        continue;
      }
      List<JsonValue> all =
          content instanceof JsonArray array ? array.elements() : List.of(content);
      for (int i = 0; i < all.size(); i++) {
        String name = SUITE.resolve("groups").relativize(file) + (all.size() > 1 ? "#" + i : "");
        cases++;
        String difference = difference((JsonObject) all.get(i), file);
        if (difference != null) {
          differences.put(name, difference);
        }
      }
    }

    assertThat(cases).isGreaterThan(1_600);
    var found = new ArrayList<String>();
    differences.forEach((name, difference) -> found.add(name + " " + difference));
    assertThat(found).isEqualTo(listed());
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.walk(SUITE.resolve("groups"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static List<String> listed() throws IOException {
    try (var in = JsonataCorpusTest.class.getResourceAsStream("jsonata-differences.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /// What we do where the case asks for something else, or null when we do as it asks.
  private static @Nullable String difference(JsonObject testCase, Path file) throws IOException {
    String outcome;
    Optional<JsonValue> result = Optional.empty();
    boolean failed = false;
    try {
      result = evaluate(testCase, file);
      outcome = result.map(JsonValue::toString).orElse("nothing");
    } catch (JsonataException | EvaluationException e) {
      failed = true;
      outcome = "fails: " + e.getMessage();
    }
    boolean asAsked;
    if (testCase.has("code") || testCase.has("error")) {
      asAsked = failed;
    } else if (testCase.has("result") && !testCase.has("undefinedResult")) {
      asAsked = result.isPresent() && same(testCase.get("result"), result.get());
    } else {
      asAsked = !failed && result.isEmpty();
    }
    if (asAsked) {
      return null;
    }
    String line = outcome.replace("\n", "\\n").replace("\r", "\\r");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
  }

  private static Optional<JsonValue> evaluate(JsonObject testCase, Path file) throws IOException {
    String source = testCase.string("expr");
    if (source == null) {
      source = Files.readString(file.resolveSibling(testCase.string("expr-file")));
    }
    // A few cases take more steps than data from the network may.
    JsonataLimits limits = JsonataLimits.defaults().withSteps(5_000_000);
    var expression = JsonataExpression.parse(source, limits);
    var bindings = new LinkedHashMap<String, JsonValue>();
    if (testCase.get("bindings") instanceof JsonObject given) {
      bindings.putAll(given.members());
    }
    return expression.evaluate(
        input(testCase),
        bindings,
        JsonataSurroundings.of(Instant.parse("2026-01-02T03:04:05.678Z"), new Random(1)));
  }

  private static @Nullable JsonValue input(JsonObject testCase) {
    if (testCase.has("data")) {
      return testCase.get("data");
    }
    String dataset = testCase.string("dataset");
    return dataset == null ? null : read(SUITE.resolve("datasets").resolve(dataset + ".json"));
  }

  private static JsonValue read(Path file) {
    try {
      return JsonReader.read(Files.readString(file), JsonLimits.NETWORK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Equal by value, as doubles are: the suite's results went through JavaScript.
  private static boolean same(@Nullable JsonValue expected, JsonValue actual) {
    if (expected instanceof JsonNumber a && actual instanceof JsonNumber b) {
      return a.toDouble() == b.toDouble();
    }
    if (expected instanceof JsonArray a && actual instanceof JsonArray b) {
      boolean same = a.size() == b.size();
      for (int i = 0; same && i < a.size(); i++) {
        same = same(a.get(i), b.get(i));
      }
      return same;
    }
    if (expected instanceof JsonObject a && actual instanceof JsonObject b) {
      boolean same = a.size() == b.size();
      for (Map.Entry<String, JsonValue> member : a.members().entrySet()) {
        JsonValue other = b.get(member.getKey());
        same = same && other != null && same(member.getValue(), other);
      }
      return same;
    }
    return actual.equals(expected);
  }
}
