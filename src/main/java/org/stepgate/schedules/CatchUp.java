package org.stepgate.schedules;

import java.time.Duration;

/// What becomes of ticks that passed while no worker was there, or that a jump of the clock left
/// out. A tick that is late by a minute at most is not missed: it runs under every policy.
///
/// @param policy which of them are run
/// @param within how old a tick may be to be run at all, up to 31 days
/// @param max how many are run at most, the newest; 1 to 1,000
public record CatchUp(Policy policy, Duration within, int max) {
  /// The longest [#within].
  public static final Duration LONGEST = Duration.ofDays(31);

  /// The largest [#max].
  public static final int MOST = 1_000;

  /// Which missed ticks are run.
  public enum Policy {
    /// None.
    NONE,
    /// The newest.
    LAST,
    /// All, the oldest first.
    ALL
  }

  /// Checks the ranges.
  public CatchUp {
    if (within.isNegative() || within.compareTo(LONGEST) > 0 || max < 1 || max > MOST) {
      throw new IllegalArgumentException("within is 0 to 31 days, max is 1 to " + MOST);
    }
  }

  /// What holds where nothing is configured: none; a day and 100 ticks for the other policies.
  public static CatchUp defaults() {
    return new CatchUp(Policy.NONE, Duration.ofDays(1), 100);
  }
}
