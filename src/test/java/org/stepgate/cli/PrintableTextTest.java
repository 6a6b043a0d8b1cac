package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

class PrintableTextTest {
  @ParameterizedTest
  @CsvSource({
    "000a,\\n",
    "000d,\\r",
    "0009,\\t",
    "0000,\\u0000",
    "001b,\\u001b",
    "007f,\\u007f",
    "0085,\\u0085",
    "009b,\\u009b",
    "200b,\\u200b",
    "202e,\\u202e",
    "2028,\\u2028",
    "2029,\\u2029",
    "feff,\\ufeff",
    "d800,\\ud800",
    "dc00,\\udc00",
    "e000,\\ue000",
  })
  void line_escapesWhatIsNotPlain(String code, String expected) {
    String text = "a" + (char) Integer.parseInt(code, 16) + "b";

    assertThat(PrintableText.line(text)).isEqualTo("a" + expected + "b");
  }

  @Test
  void line_escapesBothHalvesOfAnUnsafePair() {
    assertThat(PrintableText.line("\uDB40\uDC41")).isEqualTo("\\udb40\\udc41");
  }

  @ParameterizedTest
  @CsvSource({"plain", "gr\u00FC\u00DFe \u2014 \u65E5\u672C", "\uD83D\uDE00 a\\b \"q\""})
  void line_leavesPlainTextAsItIs(String text) {
    assertThat(PrintableText.line(text)).isSameAs(text);
  }

  @Test
  void json_keepsLineBreaksAndTheMeaning() {
    String text = "{\n  \"a\": \"\u009b\u202E\uFEFF\"\n}";

    String printed = PrintableText.json(text);

    assertThat(printed).isEqualTo("{\n  \"a\": \"\\u009b\\u202e\\ufeff\"\n}");
    assertThat(JsonReader.read(printed, JsonLimits.NETWORK))
        .isEqualTo(JsonReader.read(text, JsonLimits.NETWORK));
  }
}
