package org.stepgate.config;

import java.nio.file.Path;
import java.time.Duration;
import org.stepgate.fastcgi.FastCgiConfig;

/// Reads the section `fastcgi`.
final class FastCgiSection {
  private static final int MAX_COUNT = 1_000_000;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private FastCgiSection() {}

  static FastCgiConfig read(Section section, Path spoolDirectory) {
    FastCgiConfig usual = FastCgiConfig.defaults().withSpoolDirectory(spoolDirectory);
    int paramsBytes = section.size("params-max", usual.maxParamsBytes(), 1, 1 << 30);
    int params = section.count("params-count-max", usual.maxParams(), 1, MAX_COUNT);
    int paramBytes = section.size("param-max", usual.maxParamBytes(), 1, 1 << 30);
    long bodyBytes = section.size("body-max", usual.maxBodyBytes(), 1, 1L << 40);
    int memoryBytes = section.size("body-memory", usual.spoolThresholdBytes(), 0, 1 << 30);
    int requests = section.count("requests-max", usual.maxRequests(), 1, MAX_COUNT);
    int connections = section.count("connections-max", usual.maxConnections(), 1, MAX_COUNT);
    Duration idle = section.time("idle-timeout", usual.idleTimeout(), SHORTEST, DAY);
    Duration drain = section.time("drain-limit", usual.drainLimit(), Duration.ZERO, DAY);
    if (memoryBytes > bodyBytes) {
      section.fault("body-memory", "body-memory: expected at most body-max");
      return usual;
    }
    return usual
        .withParamLimits(paramsBytes, params, paramBytes)
        .withBodyLimits(bodyBytes, memoryBytes)
        .withConcurrency(requests, connections)
        .withTimes(idle, drain);
  }
}
