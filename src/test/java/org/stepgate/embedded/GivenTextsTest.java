package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Values in the texts that they came in.
final class GivenTextsTest {
  private final GivenTexts texts = new GivenTexts();

  private JsonValue given(String text) {
    JsonDocument document = JsonDocument.readJson(text, JsonLimits.NETWORK);
    texts.add(text, document);
    return document.value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":   [1,  2] }                | [1,  2]
          {"b": 0,"a":{ "x" : "}]\\\\" } } | { "x" : "}]\\\\" }
          {"a": [ "\\"]" , [ ] ] }         | [ "\\"]" , [ ] ]
          """)
  void of_partOfText_keepsItsWhiteSpace(String text, String part) {
    var object = (JsonObject) given(text);

    assertThat(texts.of(object.get("a"))).isEqualTo(part);
    assertThat(texts.of(object)).isEqualTo(text);
  }

  @Test
  void of_partOnLaterLine_isFound() {
    var object = (JsonObject) given("{\r\n \"a\":\n  [ 7 ]\n}");

    assertThat(texts.of(object.get("a"))).isEqualTo("[ 7 ]");
  }

  @Test
  void of_arrayOfTheSameElements_keepsTheText() {
    var array = (JsonArray) given("[ \"x\",  {} ]");

    assertThat(texts.of(JsonArray.of(array.elements()))).isEqualTo("[ \"x\",  {} ]");
    assertThat(texts.of(JsonArray.of(array.get(1), array.get(0)))).isEqualTo("[{},\"x\"]");
  }

  @Test
  void of_equalValueFromElsewhere_isCompact() {
    given("{ \"a\" : 1 }");

    assertThat(texts.of(new GivenTextsTest().given("{ \"a\" : 1 }"))).isEqualTo("{\"a\":1}");
  }
}
