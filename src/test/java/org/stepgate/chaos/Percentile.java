package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Durations by rank.
final class Percentile {
  private Percentile() {}

  /// The least duration that at least 99 in a hundred of these do not exceed; zero of none.
  static Duration p99(List<Duration> durations) {
    if (durations.isEmpty()) {
      return Duration.ZERO;
    }
    var sorted = new ArrayList<>(durations);
    sorted.sort(null);
    int rank = (int) Math.ceil(sorted.size() * 0.99);
    return sorted.get(rank - 1);
  }
}
