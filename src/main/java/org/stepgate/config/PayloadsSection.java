package org.stepgate.config;

import java.time.Duration;
import org.stepgate.payloads.PayloadsConfig;

/// Reads the section `payloads`.
final class PayloadsSection {
  private static final Duration LONGEST = Duration.ofDays(36_600);

  private PayloadsSection() {}

  static PayloadsConfig read(Section section, Directories directories) {
    PayloadsConfig usual = PayloadsConfig.defaults();
    return new PayloadsConfig(
        section.parsed(
            "directory", "path", Directories.STATE + "/" + usual.directory(), directories::path),
        section.size("size-max", usual.maxBytes(), 1, 1L << 40),
        section.time("retention", usual.retention(), Duration.ofMinutes(1), LONGEST));
  }
}
