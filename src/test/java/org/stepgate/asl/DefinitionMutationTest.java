package org.stepgate.asl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Damages a valid definition at random places: whatever becomes of it, parsing gives a machine or
/// faults that point into the text.
final class DefinitionMutationTest {
  private static final int ROUNDS = 400;
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e400",
          "''",
          "'$'",
          "'$$.x'",
          "'$.a[*]'",
          "'$x'",
          "'States.UUID()'",
          "'States.Format('",
          "[]",
          "[1]",
          "{}",
          "{'a.$':'$.a'}",
          "'Task'",
          "'Choice'",
          "'States.ALL'");
  private static final List<String> EXPRESSION_PARTS =
      List.of(
          "$", "$$", ".", "..", "a", "[", "]", "0", "-1", ":", ",", "*", "?", "(", ")", "@", "'",
          "\"", "\\", "==", "&&", "||", "!", "in", " ", "States.", "Format", "Array", "{}", "1e9",
          "null");

  private final DefinitionParser parser = new DefinitionParser(_ -> true);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void parse_damagedDefinition_givesAMachineOrFaults(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    String text = Files.readString(Path.of("test-fixtures/asl/valid/everything.json"));
    JsonValue valid = JsonReader.read(text, JsonLimits.NETWORK);
    for (int i = 0; i < ROUNDS; i++) {
      JsonValue damaged = damage(damage(valid, random), random);

      JsonDocument document = JsonDocument.readJson(damaged.toString(), DefinitionParser.LIMITS);
      switch (parser.parse(document)) {
        case ParseResult.Parsed(StateMachine machine) ->
            assertThat(machine.graph().states()).isNotEmpty();
        case ParseResult.Faulty(List<Fault> faults) ->
            assertThat(faults).allMatch(fault -> fault.position().line() == 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void compile_partsInAnyOrder_givesAnExpressionOrAFault(long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 10 * ROUNDS; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "$" : "States.Array(");
      for (int parts = random.nextInt(12); parts > 0; parts--) {
        text.append(EXPRESSION_PARTS.get(random.nextInt(EXPRESSION_PARTS.size())));
      }
      DefinitionParserFuzzTest.evaluate(text.toString());
    }
  }

  /// Walks down at random and replaces, removes or renames what it ends at.
  private static JsonValue damage(JsonValue value, SplittableRandom random) {
    boolean stop = random.nextInt(4) == 0;
    return switch (value) {
      case JsonObject object when !stop && object.size() > 0 -> {
        var names = new ArrayList<>(object.members().sequencedKeySet());
        String name = names.get(random.nextInt(names.size()));
        JsonObject.Builder builder = object.toBuilder();
        yield switch (random.nextInt(8)) {
          case 0 -> builder.remove(name).build();
          case 1 -> builder.put(name + "s", object.members().get(name)).build();
          default -> builder.put(name, damage(object.members().get(name), random)).build();
        };
      }
      case JsonArray array when !stop && array.size() > 0 -> {
        var elements = new ArrayList<>(array.elements());
        int index = random.nextInt(elements.size());
        elements.set(index, damage(elements.get(index), random));
        yield JsonArray.of(elements);
      }
      case JsonString(String text) when random.nextBoolean() && !text.isEmpty() ->
          new JsonString(text.substring(random.nextInt(text.length())));
      default -> Samples.json(VALUES.get(random.nextInt(VALUES.size())));
    };
  }
}
