package org.stepgate.config;

import java.time.Duration;
import org.stepgate.awsapi.ApiConfig;

/// Reads the section `api`.
final class ApiSection {
  private static final int MAX_POLLERS = 100_000;

  private ApiSection() {}

  static ApiConfig read(Section section) {
    ApiConfig usual = ApiConfig.defaults();
    return new ApiConfig(
        section.time("activity-wait", usual.activityWait(), Duration.ZERO, ApiConfig.LONGEST_WAIT),
        section.count("parked-pollers", usual.parkedPollers(), 0, MAX_POLLERS));
  }
}
