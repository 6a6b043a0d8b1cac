package org.stepgate.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterEscapeTest {
  @ParameterizedTest
  @ValueSource(ints = {' ', '"', '\\', '~', 0xa0, 'é', '…', 0x4e2d, 0x1f600, 0x0301})
  void isHarmless_ofWhatIsOnlyShown_isTrue(int codePoint) {
    assertThat(CharacterEscape.isHarmless(codePoint)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, '\t', '\n', '\r', 0x1b, 0x1f, 0x7f, 0x80, 0x9b, 0xad, 0x200b, 0x200f, 0x2028, 0x2029,
        0x202e, 0x2066, 0xd800, 0xdfff, 0xe000, 0xfeff, 0xffff, 0xe0001, 0x10ffff
      })
  void isHarmless_ofWhatMovesHidesOrMeansNothing_isFalse(int codePoint) {
    assertThat(CharacterEscape.isHarmless(codePoint)).isFalse();
  }

  @Test
  void append_writesFourDigits() {
    var out = new StringBuilder("a");

    CharacterEscape.append(out, '\u001b');
    CharacterEscape.append(out, '\uFEFF');

    assertThat(out).hasToString("a\\u001b\\ufeff");
  }
}
