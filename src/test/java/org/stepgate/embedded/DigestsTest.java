package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DigestsTest {
  @Test
  void hex_text_isItsSha256() {
    assertThat(Digests.hex("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void base32_text_isItsSha256InBase32() {
    assertThat(Digests.base32("abc"))
        .isEqualTo("xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfucd7wd4qacwwq");
  }
}
