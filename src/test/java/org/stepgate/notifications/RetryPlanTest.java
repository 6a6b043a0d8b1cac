package org.stepgate.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPlanTest {
  private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAYS = Duration.ofDays(3);

  @ParameterizedTest
  @CsvSource({
    "1,0.5,PT5S",
    "1,0,PT4.5S",
    "2,0.5,PT30S",
    "3,0.5,PT2M",
    "4,0.5,PT10M",
    "5,0.5,PT30M",
    "6,0.5,PT1H",
    "7,0.5,PT1H",
    "1000,0.5,PT1H"
  })
  void next_comesLaterEachTime(int attempts, double chance, Duration delay) {
    assertThat(RetryPlan.next(attempts, CREATED, CREATED, DAYS, chance))
        .contains(CREATED.plus(delay));
  }

  @ParameterizedTest
  @CsvSource({"-1,true", "0,true", "1,false"})
  void next_endsAfterItsTime(long millis, boolean again) {
    Instant now = CREATED.plus(DAYS).minus(Duration.ofHours(1)).plusMillis(millis);

    assertThat(RetryPlan.next(9, CREATED, now, DAYS, 0.5).isPresent()).isEqualTo(again);
  }

  /// A receiver that is away for a day is tried some thirty times.
  @Test
  void next_ofADay_isTriedOftenAndNotTooOften() {
    Instant now = CREATED;
    int attempts = 0;
    while (now.isBefore(CREATED.plus(Duration.ofDays(1)))) {
      attempts++;
      now = RetryPlan.next(attempts, CREATED, now, DAYS, 0.5).orElseThrow();
    }

    assertThat(attempts).isBetween(25, 35);
  }
}
