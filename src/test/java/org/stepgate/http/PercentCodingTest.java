package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentCodingTest {
  @ParameterizedTest
  @CsvSource({
    "azAZ09, '', azAZ09",
    "-._~, '', %2D%2E%5F%7E",
    "-._~, -._~, -._~",
    "a/b c%, /, a/b%20c%25",
    "é\u007fz, /, %C3%A9%7Fz",
  })
  void encode_keepsLettersDigitsAndWhatIsNamed(String text, String plain, String encoded) {
    assertThat(PercentCoding.encode(text, plain)).isEqualTo(encoded);
  }

  @ParameterizedTest
  @CsvSource({"a-._~/b, a-._~/b, a-._~%2Fb", "a:@+ b, a%3A%40%2B%20b, a%3A%40%2B%20b"})
  void encodePath_keepsTheSlash_encodeSegmentDoesNot(String text, String path, String segment) {
    assertThat(PercentCoding.encodePath(text)).isEqualTo(path);
    assertThat(PercentCoding.encodeSegment(text)).isEqualTo(segment);
  }
}
