package org.stepgate.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When a message is tried again.
final class RetryPlan {
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  private RetryPlan() {}

  /// When to try again; empty when it is given up.
  ///
  /// @param attempts how often it was tried, 1 or more
  /// @param created when the message was made
  /// @param chance from 0 to below 1: moves the time by up to a tenth, so that not all come at once
  static Optional<Instant> next(
      int attempts, Instant created, Instant now, Duration giveUpAfter, double chance) {
    Duration delay = DELAYS.get(Math.min(attempts, DELAYS.size()) - 1);
    long millis = Math.round(delay.toMillis() * (0.9 + chance / 5));
    Instant next = now.plusMillis(millis);
    return next.isAfter(created.plus(giveUpAfter)) ? Optional.empty() : Optional.of(next);
  }
}
