package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.store.MemoryDatabase.Flaw;

class PoolSimulationTest {
  static LongStream seeds() {
    return LongStream.range(0, 25);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void run_anyHarm_holdsAllPromises(long seed) {
    assertThat(PoolSimulation.run(seed, Flaw.NONE).violations()).isEmpty();
  }

  @Test
  void run_sameSeed_isTheSameRun() {
    for (long seed = 0; seed < 3; seed++) {
      assertThat(PoolSimulation.run(seed, Flaw.NONE))
          .isEqualTo(PoolSimulation.run(seed, Flaw.NONE));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void run_brokenStore_isNoticed(Flaw flaw) {
    assertThat(
            LongStream.range(0, 200)
                .anyMatch(seed -> !PoolSimulation.run(seed, flaw).violations().isEmpty()))
        .isTrue();
  }
}
