package org.stepgate.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FastCgiConfigTest {
  private final FastCgiConfig defaults = FastCgiConfig.defaults();

  @Test
  void defaults_values_arePinned() {
    assertThat(defaults)
        .isEqualTo(
            new FastCgiConfig(
                131_072,
                256,
                8192,
                16_777_216,
                65_536,
                Path.of(System.getProperty("java.io.tmpdir")),
                1024,
                4096,
                Duration.ofSeconds(60),
                Duration.ofSeconds(20)));
  }

  @Test
  void config_limitNotPositive_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withParamLimits(0, 1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withParamLimits(1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withParamLimits(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withBodyLimits(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withBodyLimits(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withBodyLimits(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withConcurrency(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withConcurrency(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withTimes(Duration.ZERO, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withTimes(Duration.ofSeconds(1), Duration.ofSeconds(-1)));
  }
}
