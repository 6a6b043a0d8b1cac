package org.stepgate.store;

import java.time.Duration;

/// How long what has ended is kept.
///
/// @param executions how long an execution is kept after its end, with its history and payloads;
///   positive
/// @param names how long its name stays taken after its end, with the fingerprint of its request;
///   when that is less than `executions`, as long as the execution
public record RetentionConfig(Duration executions, Duration names) {
  /// Checks the ranges.
  public RetentionConfig {
    if (!executions.isPositive() || !names.isPositive()) {
      throw new IllegalArgumentException("retention must be positive");
    }
  }

  /// 90 days, as on AWS.
  public static RetentionConfig defaults() {
    return new RetentionConfig(Duration.ofDays(90), Duration.ofDays(90));
  }

  /// How long a name stays taken once its execution was removed, zero or more.
  public Duration namesAfterRemoval() {
    Duration left = names.minus(executions);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
