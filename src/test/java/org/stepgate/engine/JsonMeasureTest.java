package org.stepgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonString;

final class JsonMeasureTest {
  @Test
  void of_everyKindOfValue_isTheSizeOfTheText() {
    String text = "{\"a\":[1,-2.5e3,true,false,null],\"é\":{\"\\n\":\"\\\"€\\u0001😀\"}}";
    JsonValue value = JsonReader.read(text, JsonLimits.NETWORK);

    JsonMeasure measure = JsonMeasure.of(value);

    assertThat(measure.bytes()).isEqualTo(value.toString().getBytes(StandardCharsets.UTF_8).length);
    assertThat(measure.depth()).isEqualTo(2);
  }

  @Test
  void of_samePartHeldTooOftenForAnInt_isLargerThanAnyLimit() {
    JsonValue part = new JsonString("x".repeat(200_000));
    JsonValue value = JsonArray.of(Collections.nCopies(30_000, part));

    assertThat(JsonMeasure.of(value).bytes()).isGreaterThan(16 << 20);
  }
}
