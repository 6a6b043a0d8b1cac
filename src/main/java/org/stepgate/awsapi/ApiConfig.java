package org.stepgate.awsapi;

import java.time.Duration;

/// Settings of the Step Functions API.
///
/// @param activityWait how long GetActivityTask waits for a task, at most a minute
/// @param parkedPollers how many of them wait at a time in one worker; further ones are answered at
///   once
public record ApiConfig(Duration activityWait, int parkedPollers) {
  /// The longest wait for a task.
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when a value is out of its range
  public ApiConfig {
    if (activityWait.isNegative() || activityWait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("activity-wait must be 0s to 60s");
    }
    if (parkedPollers < 0) {
      throw new IllegalArgumentException("parked-pollers must be 0 or more");
    }
  }

  /// What holds where nothing is configured.
  public static ApiConfig defaults() {
    return new ApiConfig(Duration.ofSeconds(5), 512);
  }
}
