package org.stepgate.routes;

import java.time.Duration;

/// How long a request waits for the end of its execution before it is answered 202.
///
/// @param usual key `wait`: the wait of a request that prefers nothing; zero answers 202 at once
/// @param max key `wait-max`: the longest wait that `Prefer: wait=N` can ask for, up to 5 minutes
public record WaitConfig(Duration usual, Duration max) {
  /// The most that [#max] can be.
  public static final Duration LIMIT = Duration.ofMinutes(5);

  private static final WaitConfig DEFAULTS =
      new WaitConfig(Duration.ofSeconds(5), Duration.ofSeconds(60));

  /// 5 seconds, up to 60.
  public static WaitConfig defaults() {
    return DEFAULTS;
  }
}
