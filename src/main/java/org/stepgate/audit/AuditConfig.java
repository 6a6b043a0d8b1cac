package org.stepgate.audit;

import java.time.Duration;

/// How the logs of decisions are kept.
///
/// @param fileBytes how large a file of a log becomes before the next one is begun, 1 or more
/// @param retention how long a file that is full is kept after its last record; its records may be
///   older
public record AuditConfig(long fileBytes, Duration retention) {
  private static final AuditConfig DEFAULTS = new AuditConfig(64 << 20, Duration.ofDays(365));

  /// Checks the size and the time.
  public AuditConfig {
    if (fileBytes < 1 || !retention.isPositive()) {
      throw new IllegalArgumentException("a file holds something, and is kept for a while");
    }
  }

  /// 64 MiB, and a year.
  public static AuditConfig defaults() {
    return DEFAULTS;
  }
}
