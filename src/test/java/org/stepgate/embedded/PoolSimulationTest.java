package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  /// In the last one a worker finds that two of its calls are not its own any more.
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 648_361})
  void run_sameSeed_isTheSameRun(long seed) {
    var first = PoolSimulation.run(seed, Flaw.NONE);

    for (int i = 0; i < 4; i++) {
      assertThat(PoolSimulation.run(seed, Flaw.NONE)).isEqualTo(first);
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
