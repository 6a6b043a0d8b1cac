package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTextTest {
  @ParameterizedTest
  @CsvSource({
    "13, \\u000d",
    "10, \\u000a",
    "27, \\u001b",
    "0, \\u0000",
    "127, \\u007f",
    "133, \\u0085",
    "8232, \\u2028",
    "8233, \\u2029",
    "8238, \\u202e",
    "65279, \\ufeff",
    "55296, \\ud800"
  })
  void quoted_dangerousCharacter_isEscaped_T25(int character, String escaped) {
    assertThat(LogText.quoted("a" + (char) character + "b")).isEqualTo("\"a" + escaped + "b\"");
  }

  @Test
  void quoted_plainText_isKept() {
    assertThat(LogText.quoted("/a b?ä=\"\\")).isEqualTo("\"/a b?ä=\\\"\\\\\"");
  }

  @Test
  void quoted_longText_isCutVisibly() {
    var longest = "x".repeat(LogText.MAX_CHARACTERS);

    assertThat(LogText.quoted(longest)).isEqualTo('"' + longest + '"');
    assertThat(LogText.quoted(longest + "y")).isEqualTo('"' + longest + "…\"");
  }
}
