package org.stepgate.config;

import java.time.Duration;
import org.stepgate.store.RetentionConfig;

/// Reads the section `retention`.
final class RetentionSection {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(36_600);

  private RetentionSection() {}

  static RetentionConfig read(Section section) {
    RetentionConfig usual = RetentionConfig.defaults();
    return new RetentionConfig(
        section.time("executions", usual.executions(), SHORTEST, LONGEST),
        section.time("names", usual.names(), SHORTEST, LONGEST));
  }
}
