package org.stepgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextTest {
  @ParameterizedTest
  @CsvSource({
    "'', 127.0.0.1",
    "::ffff:10.0.0.1, 10.0.0.1",
    "::ffff:1, ::ffff:1",
    "10.0.0.1, 10.0.0.1",
    "::1, ::1",
  })
  void ofRequest_address_isThatOfTheClient(String told, String source) {
    assertThat(Context.ofRequest(told)).isEqualTo(new Context(source));
  }
}
