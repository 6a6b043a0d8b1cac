package org.stepgate.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test moves. Safe for any thread.
final class MovedClock implements InstantSource {
  private volatile Instant now;

  MovedClock(Instant start) {
    this.now = start;
  }

  void move(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
