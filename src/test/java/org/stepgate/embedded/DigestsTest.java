package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DigestsTest {
  @Test
  void base32_text_isItsSha256InBase32() {
    assertThat(Digests.base32("abc"))
        .isEqualTo("xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfucd7wd4qacwwq");
  }
}
