package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReservedDescriptorTest {
  @Test
  void release_taken_isThereOnceUntilItIsTakenAgain() {
    var reserve = new ReservedDescriptor();

    assertThat(reserve.release()).isTrue();
    assertThat(reserve.release()).isFalse();
    reserve.take();
    reserve.take();
    assertThat(reserve.release()).isTrue();
    assertThat(reserve.release()).isFalse();
  }
}
