package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.payloads.DirectoryPayloadStore;
import org.stepgate.payloads.PayloadException;
import org.stepgate.payloads.PayloadsConfig;

final class HousekeepingTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(90);

  @TempDir Path folder;

  @Test
  void sweep_pastTheRetention_removesOnlyWhatNoExecutionRefersTo() throws Exception {
    var payloads =
        DirectoryPayloadStore.open(
            PayloadsConfig.defaults().withDirectory(folder.resolve("payloads")), () -> NOW);
    var kept = payloads.store(new ByteArrayInputStream(new byte[] {1}), "text/plain");
    var removed = payloads.store(new ByteArrayInputStream(new byte[] {2}), "text/plain");

    Housekeeping.sweep(payloads, RETENTION, _ -> false, () -> NOW.plus(RETENTION).minusSeconds(1));
    payloads.open(removed).close();
    Housekeeping.sweep(
        payloads, RETENTION, kept.sha256()::equals, () -> NOW.plus(RETENTION).plusSeconds(1));

    try (var content = payloads.open(kept)) {
      assertThat(content.readAllBytes()).containsExactly(1);
    }
    assertThatThrownBy(() -> payloads.open(removed)).isInstanceOf(PayloadException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 1", "6, 1", "300, 60", "18000, 3600", "7776000, 3600"})
  void period_isAFifthOfTheRetentionFromASecondToAnHour(int keptSeconds, int seconds) {
    assertThat(Housekeeping.period(Duration.ofSeconds(keptSeconds)).toSeconds()).isEqualTo(seconds);
  }

  @Test
  void sweep_thatFails_isNotThrown() {
    Housekeeping.sweep(
        DirectoryPayloadStore.open(
            PayloadsConfig.defaults().withDirectory(folder.resolve("payloads")), () -> NOW),
        RETENTION,
        _ -> {
          throw new IllegalStateException("the store is away");
        },
        () -> NOW);
  }

  @Test
  void sweepSpool_ofAFolderThatIsNotThere_isNotThrown() {
    Housekeeping.sweepSpool(folder.resolve("none"), () -> NOW);
  }
}
