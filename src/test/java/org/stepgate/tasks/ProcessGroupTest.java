package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessGroupTest {
  private static final String BOOT = "0e1d2c3b-0000-4000-8000-000000000000";

  @Test
  void parse_ofText_isTheSameGroup() {
    var group = new ProcessGroup(4711, 123456789, BOOT, "a1B2");

    assertThat(group.text()).isEqualTo("1 4711 123456789 " + BOOT + " a1B2");
    assertThat(ProcessGroup.parse(group.text())).isEqualTo(group);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2 4711 1 " + BOOT + " a",
        "1 4711 1 " + BOOT,
        "1 4711 1 " + BOOT + " a b",
        "1 x 1 " + BOOT + " a",
        "1 4711 1 " + BOOT + " ",
        "1 4711 1 /etc a"
      })
  void parse_otherText_isRefused(String text) {
    assertThatThrownBy(() -> ProcessGroup.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE + 1L})
  void constructor_numberThatSignalsOthers_isRefused(long id) {
    assertThatThrownBy(() -> new ProcessGroup(id, 1, BOOT, "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
