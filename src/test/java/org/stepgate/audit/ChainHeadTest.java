package org.stepgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainHeadTest {
  @Test
  void with_text_isWhatSha256sumSays() {
    // printf '%s %s %s' "$(printf '0%.0s' {1..64})" 1 '{}' | sha256sum
    assertThat(ChainHead.NONE.with("{}"))
        .hasToString("1:82c1900bbbac040b10e59304f294e4124238939163e519787842bc86606d180e");
  }

  @Test
  void with_otherTextOrOrder_isAnotherHead() {
    ChainHead ab = ChainHead.NONE.with("a").with("b");

    assertThat(ChainHead.NONE.with("b").with("a")).isNotEqualTo(ab);
    assertThat(ChainHead.NONE.with("a").with("b")).isEqualTo(ab);
  }

  @Test
  void parse_ofWhatWasWritten_givesTheSame() {
    ChainLine line = ChainLine.after(ChainHead.NONE.with("a"), "{\"b\": 1}");

    assertThat(ChainHead.parse(line.head().toString())).isEqualTo(line.head());
    assertThat(ChainLine.parse(line.toString())).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", ":", "1:", "1:abc", "-1:0", "x 1 {}", "12345678901234567890:0"})
  void parse_malformed_isRefused(String text) {
    assertThatThrownBy(() -> ChainHead.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChainLine.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
