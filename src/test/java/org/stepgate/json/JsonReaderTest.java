package org.stepgate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

final class JsonReaderTest {
  private static final JsonLimits TINY = new JsonLimits(3, 100, 5, 4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-0.0",
        "1E400",
        "123456789012345678901234567890",
        "\"\"",
        "[]",
        "{}",
        "[1,[2,{\"a\":null}]]",
        "{\"b\":1,\"a\":\"\\\"\\\\\\n\\u0001é😀\"}"
      })
  void read_thenWrite_keepsTheText(String text) {
    assertThat(JsonWriter.write(JsonReader.read(text, JsonLimits.NETWORK))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the text is empty | 1:1",
        "[1] 2 | there is more after the value | 1:5",
        "[{ | Unexpected end-of-input: expected close marker for Object (start marker at line 1,"
            + " column 2) | 1:3",
        "{\"a\":1,\"a\":2} | the same name stands twice in an object | 1:8",
        "\"\\ud800\" | a string has half of a surrogate pair | 1:1",
        "[\"\\udc00\\ud800\"] | a string has half of a surrogate pair | 1:2",
        "[[[[]]]] | nested deeper than 3 levels | 1:9",
        "123456 | a number is longer than 5 characters | 1:7",
        "{\"abcde\":1} | a name is longer than 4 characters | 1:12",
      })
  void read_faultyText_saysWhatAndWhere(String text, String message, String position) {
    assertThatThrownBy(() -> JsonReader.read(text == null ? "" : text, TINY))
        .isInstanceOfSatisfying(
            JsonException.class,
            fault -> {
              assertThat(fault).hasMessage(message);
              assertThat(fault.position()).hasToString(position);
            });
  }

  @Test
  void read_limitsReached_isAccepted() {
    assertThat(JsonReader.read("[[[12345]]]", TINY)).isInstanceOf(JsonArray.class);
    assertThat(JsonReader.read("{\"abcd\":1}", TINY)).isInstanceOf(JsonObject.class);
    assertThat(JsonReader.read(" ".repeat(99) + "1", TINY)).isEqualTo(new JsonNumber("1"));
    assertThatThrownBy(() -> JsonReader.read(" ".repeat(100) + "1", TINY))
        .hasMessage("the text is longer than 100 characters");
  }

  @Test
  void t35_depthBomb_isRefusedWithoutRecursion() {
    String bomb = "[".repeat(100_000);

    assertThatThrownBy(() -> JsonReader.read(bomb, JsonLimits.NETWORK))
        .isInstanceOf(JsonException.class)
        .hasMessage("nested deeper than 512 levels");
  }

  @Test
  void t35_hugeNumber_isRefused() {
    String number = "1".repeat(1 << 20);

    assertThatThrownBy(() -> JsonReader.read(number, JsonLimits.NETWORK))
        .hasMessage("a number is longer than 1000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c3 28", "ed a0 80", "c0 af", "f4 90 80 80", "22 ff 22"})
  void read_bytesThatAreNotUtf8_areRefused(String hex) {
    byte[] bytes = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);

    assertThatThrownBy(() -> JsonReader.read(bytes, JsonLimits.NETWORK))
        .hasMessage("the text is not UTF-8");
  }

  @Test
  void read_replacementCharacterItself_isAccepted() {
    byte[] bytes = "\"\uFFFD\"".getBytes(StandardCharsets.UTF_8);

    assertThat(JsonReader.read(bytes, JsonLimits.NETWORK).toString()).isEqualTo("\"\uFFFD\"");
  }

  @Test
  void readJson_located_knowsEachPosition() {
    var document =
        JsonDocument.readJson("{\n  \"a\": [1,\n    {\"b/c\": 2}]\n}", JsonLimits.NETWORK);
    JsonPointer inner = JsonPointer.ROOT.child("a").child(1).child("b/c");

    assertThat(inner).hasToString("/a/1/b~1c");
    assertThat(document.position(JsonPointer.ROOT)).isEqualTo(new Position(1, 1));
    assertThat(document.position(inner)).isEqualTo(new Position(3, 13));
    assertThat(document.namePosition(inner)).isEqualTo(new Position(3, 6));
    assertThat(document.position(inner.child("missing"))).isEqualTo(new Position(3, 13));
  }

  @Test
  void readYaml_plainDocument_isTheSameValue() {
    var document =
        JsonDocument.readYaml("a:\n  - 1\n  - b: on\n    c: 0x10\n  - 1.50\n", JsonLimits.NETWORK);

    assertThat(document.value())
        .isEqualTo(JsonReader.read("{\"a\":[1,{\"b\":\"on\",\"c\":16},1.50]}", JsonLimits.NETWORK));
    assertThat(document.position(JsonPointer.ROOT.child("a").child(1).child("b")))
        .isEqualTo(new Position(3, 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &x 1\nb: *x", "a: !!binary aGk=", "- &x [1]\n- *x"})
  void readYaml_anchorAliasOrTag_isRefused(String text) {
    assertThatThrownBy(() -> JsonDocument.readYaml(text, JsonLimits.NETWORK))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("anchors, aliases and tags");
  }

  @Test
  void writePretty_nested_isIndented() {
    var value = JsonReader.read("{\"a\":[1,{}],\"b\":[]}", JsonLimits.NETWORK);

    assertThat(JsonWriter.writePretty(value))
        .isEqualTo("{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
  }

  @ParameterizedTest
  @CsvSource({
    "1,1.0,0",
    "2,10,-1",
    "1e2,99,1",
    "9223372036854775808,9223372036854775807,1",
    "1e99999999999,1e308,1",
    "-1e99999999999,0,-1",
    "1e-99999999999,1,-1"
  })
  void compareTo_numbers_comparesByValue(String a, String b, int expected) {
    assertThat(new JsonNumber(a).compareTo(new JsonNumber(b))).isEqualTo(expected);
  }
}
