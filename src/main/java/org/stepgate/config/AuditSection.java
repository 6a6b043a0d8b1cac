package org.stepgate.config;

import java.time.Duration;
import org.stepgate.audit.AuditConfig;

/// Reads the section `audit`.
final class AuditSection {
  private static final long SMALLEST = 4 << 10;
  private static final long LARGEST = 4L << 30;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(36_600);

  private AuditSection() {}

  static AuditConfig read(Section section) {
    AuditConfig usual = AuditConfig.defaults();
    return new AuditConfig(
        section.size("file-max", usual.fileBytes(), SMALLEST, LARGEST),
        section.time("retention", usual.retention(), SHORTEST, LONGEST));
  }
}
