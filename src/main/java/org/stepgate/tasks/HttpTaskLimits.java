package org.stepgate.tasks;

import java.time.Duration;

/// What one call by HTTP may take.
///
/// @param requestBytes size of a request's body
/// @param responseBytes size of an answer's body
/// @param headerBytes size of the head of a request or an answer: first line and header fields
/// @param connectTime for looking up the name, and again for connecting to each of its addresses
/// @param totalTime from the call to the end of the answer; a call also ends with its own limit
/// @param concurrentCalls calls at once per worker; others wait, within their time
public record HttpTaskLimits(
    int requestBytes,
    int responseBytes,
    int headerBytes,
    Duration connectTime,
    Duration totalTime,
    int concurrentCalls) {

  /// Checks that all are positive.
  public HttpTaskLimits {
    if (requestBytes < 1 || responseBytes < 1 || headerBytes < 1 || concurrentCalls < 1) {
      throw new IllegalArgumentException("limits of HTTP tasks must be positive");
    }
    if (!connectTime.isPositive() || !totalTime.isPositive()) {
      throw new IllegalArgumentException("times of HTTP tasks must be positive");
    }
  }

  /// As on AWS 256 KiB and 60 s; 16 KiB of head, 5 s to connect, 64 calls.
  public static HttpTaskLimits defaults() {
    return new HttpTaskLimits(
        262_144, 262_144, 16_384, Duration.ofSeconds(5), Duration.ofSeconds(60), 64);
  }
}
