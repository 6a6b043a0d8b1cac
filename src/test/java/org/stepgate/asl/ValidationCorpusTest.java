package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Definitions with the verdict of AWS, or of a linter, beside ours.
final class ValidationCorpusTest {
  private static final Path CORPUS = Path.of("../shared/conformance/validation");

  /// What linters accept and we refuse: resources that are no ARN, as AWS does, and filters and
  /// indexes that the path library does not have.
  private static final Set<String> STRICTER_THAN_LINTERS =
      Set.of(
          "documentTaskInvalidArn",
          "documentTaskValidVariableSubstitution",
          "states_format_invocation",
          "states_hash_intrinsic_functions",
          "states_json_intrinsic_functions",
          "states_uuid_intrinsic_functions",
          "valid_current_value_predicate",
          "valid_path_array_context",
          "valid_task_intrisic_function");

  /// What AWS refuses only because the machine is EXPRESS, which the definition does not say.
  private static final String EXPRESS_ONLY = "test_illegal_activity_task";

  @BeforeEach
  void corpusIsThere() {
    assumeTrue(Files.isDirectory(CORPUS), "no validation corpus beside the project");
  }

  private static List<JsonObject> cases(String verdict, String authority) throws IOException {
    byte[] index = Files.readAllBytes(CORPUS.resolve("index.json"));
    var cases = new ArrayList<JsonObject>();
    for (var each : (JsonArray) JsonReader.read(index, JsonLimits.NETWORK)) {
      if (each instanceof JsonObject object
          && verdict.equals(object.string("verdict"))
          && authority.equals(object.string("authority"))) {
        cases.add(object);
      }
    }
    assertThat(cases).isNotEmpty();
    return cases;
  }

  private List<Fault> faults(JsonObject each) {
    try {
      Path file = CORPUS.resolve(String.valueOf(each.string("file")));
      MachineType type =
          name(each).equals(EXPRESS_ONLY) ? MachineType.EXPRESS : MachineType.STANDARD;
      var parser = new DefinitionParser(_ -> true, type);
      return switch (parser.parseJson(Files.readString(file).strip())) {
        case ParseResult.Parsed _ -> List.of();
        case ParseResult.Faulty(List<Fault> faults) -> faults;
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(JsonObject each) {
    String file = String.valueOf(each.string("file"));
    return file.substring(file.indexOf('/') + 1, file.indexOf("__"));
  }

  @Test
  void parse_definitionThatAwsAccepts_hasNoFault() throws IOException {
    for (JsonObject each : cases("valid", "aws")) {
      assertThat(faults(each)).as(name(each)).isEmpty();
    }
  }

  @Test
  void parse_definitionThatAwsRefuses_isRefusedInItsWords() throws IOException {
    for (JsonObject each : cases("invalid", "aws")) {
      List<Fault> faults = faults(each);
      assertThat(faults).as(name(each)).isNotEmpty();
      String expected = String.valueOf(each.get("expect"));
      assertThat(faults)
          .as(name(each))
          .anyMatch(fault -> expected.contains(fault.message()) && says(expected, fault));
    }
  }

  private static boolean says(String expected, Fault fault) {
    return expected.contains(fault.code().name())
        && (expected.contains(fault.location().replace("\"", "\\\""))
            || fault.location().equals("/"));
  }

  @Test
  void parse_definitionThatLintersAccept_isAcceptedButForAList() throws IOException {
    var refused = new TreeSet<String>();
    for (JsonObject each : cases("valid", "tool")) {
      if (!faults(each).isEmpty()) {
        refused.add(name(each));
      }
    }
    assertThat(refused).isEqualTo(new TreeSet<>(STRICTER_THAN_LINTERS));
  }

  @Test
  void parse_definitionThatLintersRefuse_isRefused() throws IOException {
    var accepted = new LinkedHashSet<String>();
    for (JsonObject each : cases("invalid", "tool")) {
      if (faults(each).isEmpty()) {
        accepted.add(name(each));
      }
    }
    assertThat(accepted).isEmpty();
  }
}
