package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "0s,0",
    "250ms,250",
    "20s,20000",
    "5m,300000",
    "2h,7200000",
    "90d,7776000000",
  })
  void time_ofEachUnit_isRead(String text, long millis) {
    assertThat(Quantity.time(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "-1s",
        "1.5s",
        "05s",
        "5 s",
        "5S",
        "5KiB",
        "1h30m",
        "99999999999999999999s",
        "999999999999999999d"
      })
  void time_ofAnotherForm_isNone(String text) {
    assertThat(Quantity.time(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0B,0", "512B,512", "64KiB,65536", "16MiB,16777216", "2GiB,2147483648"})
  void size_ofEachUnit_isRead(String text, long bytes) {
    assertThat(Quantity.size(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "64", "64KB", "64K", "64kib", "-1B", "1.5MiB", "64s", "8589934592GiB"})
  void size_ofAnotherForm_isNone(String text) {
    assertThat(Quantity.size(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0ms", "1ms", "1500ms", "1s", "90s", "1m", "36h", "1d"})
  void text_ofATime_isReadAsTheSame(String text) {
    assertThat(Quantity.text(Quantity.time(text).orElseThrow())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0B", "1B", "1KiB", "1025B", "16MiB", "3GiB"})
  void text_ofASize_isReadAsTheSame(String text) {
    assertThat(Quantity.text(Quantity.size(text).orElseThrow())).isEqualTo(text);
  }
}
