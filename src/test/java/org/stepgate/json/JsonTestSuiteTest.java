package org.stepgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads the files of JSONTestSuite: `y_` have to be accepted, `n_` refused, `i_` may be either,
/// and which one is listed here.
final class JsonTestSuiteTest {
  private static final Path SUITE = Path.of("../shared/corpora/jsontestsuite/test_parsing");

  /// Of the files that may be either, those that we accept.
  private static final Set<String> ACCEPTED =
      Set.of(
          "i_number_double_huge_neg_exp.json",
          "i_number_huge_exp.json",
          "i_number_neg_int_huge_exp.json",
          "i_number_pos_double_huge_exp.json",
          "i_number_real_neg_overflow.json",
          "i_number_real_pos_overflow.json",
          "i_number_real_underflow.json",
          "i_number_too_big_neg_int.json",
          "i_number_too_big_pos_int.json",
          "i_number_very_big_negative_int.json",
          "i_structure_500_nested_arrays.json");

  /// Files that RFC 8259 allows and we refuse: a name that stands twice in an object.
  private static final Set<String> REFUSED_ON_PURPOSE =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  @Test
  void read_filesOfTheSuite_areAcceptedOrRefusedAsListed() throws IOException {
    assumeTrue(Files.isDirectory(SUITE), "the JSONTestSuite corpus is not there");

    List<String> wrong = new ArrayList<>();
    Set<String> eitherAccepted = new TreeSet<>();
    int count = 0;
    for (Path file : files()) {
      String name = file.getFileName().toString();
      boolean accepted = accepts(Files.readAllBytes(file));
      count++;
      if (name.startsWith("i_")) {
        if (accepted) {
          eitherAccepted.add(name);
        }
      } else if (accepted != (name.startsWith("y_") && !REFUSED_ON_PURPOSE.contains(name))) {
        wrong.add(name);
      }
    }

    assertThat(count).isGreaterThan(300);
    assertThat(wrong).isEmpty();
    assertThat(eitherAccepted).isEqualTo(new TreeSet<>(ACCEPTED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[],", "[{\"\":", "{\"a\":[1,"})
  void read_depthBomb_isRefusedAtTheLimit(String level) {
    byte[] bomb = level.repeat(100_000).getBytes(StandardCharsets.UTF_8);

    assertThat(accepts(bomb)).isFalse();
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.list(SUITE)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /// Only [JsonException] may come out, and what is read is written and read again as it is.
  private static boolean accepts(byte[] text) {
    try {
      JsonValue value = JsonReader.read(text, JsonLimits.NETWORK);
      assertThat(JsonReader.read(JsonWriter.writeUtf8(value), JsonLimits.NETWORK)).isEqualTo(value);
      return true;
    } catch (JsonException e) {
      return false;
    }
  }
}
