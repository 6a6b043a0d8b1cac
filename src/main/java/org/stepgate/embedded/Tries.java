package org.stepgate.embedded;

import java.time.Duration;

/// How often in a row the same turn of an execution has failed.
///
/// Threads: confined to one at a time.
final class Tries {
  /// How often a turn is tried.
  static final int MOST = 4;

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final int BACKOFF_RATE = 3;

  private int failed;

  /// A try has failed.
  void failed() {
    failed++;
  }

  /// A try has succeeded, or there is something else to try.
  void reset() {
    failed = 0;
  }

  /// Whether the turn is not to be tried any more.
  boolean areUsedUp() {
    return failed >= MOST;
  }

  /// Whether what was to be done instead of the turn has failed, too.
  boolean areInVain() {
    return failed > MOST;
  }

  /// How long to wait for the next try: each time longer, not at all for what is done instead.
  Duration delay() {
    return areUsedUp()
        ? Duration.ZERO
        : FIRST_DELAY.multipliedBy((long) Math.pow(BACKOFF_RATE, Math.max(0, failed - 1)));
  }
}
