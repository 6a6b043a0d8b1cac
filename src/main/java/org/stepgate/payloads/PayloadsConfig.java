package org.stepgate.payloads;

import java.nio.file.Path;
import java.time.Duration;

/// Settings of the payload store.
///
/// @param directory where payloads are kept; a relative one is meant within the state directory
/// @param maxBytes length of the largest payload, 1 or more
/// @param retention how long a payload that nothing refers to is kept after it was last stored,
///   more than zero
public record PayloadsConfig(Path directory, long maxBytes, Duration retention) {
  private static final PayloadsConfig DEFAULTS =
      new PayloadsConfig(Path.of("payloads"), 1L << 30, Duration.ofDays(90));

  /// Checks the ranges.
  public PayloadsConfig {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("max-bytes must be positive");
    }
    if (!retention.isPositive()) {
      throw new IllegalArgumentException("retention must be positive");
    }
  }

  /// `payloads` in the state directory, 1 GiB, 90 days.
  public static PayloadsConfig defaults() {
    return DEFAULTS;
  }

  /// These settings with another directory.
  public PayloadsConfig withDirectory(Path other) {
    return new PayloadsConfig(other, maxBytes, retention);
  }

  /// These settings with another limit on one payload.
  public PayloadsConfig withMaxBytes(long other) {
    return new PayloadsConfig(directory, other, retention);
  }
}
