package org.stepgate.embedded;

import java.time.Duration;
import java.time.Instant;
import org.stepgate.store.StoreClock;

/// Clocks that a test moves by hand.
final class HandClock implements StoreClock {
  private volatile long nanos = 1_000_000;
  private volatile Instant wall = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant wall() {
    return wall;
  }

  @Override
  public long monotonicNanos() {
    return nanos;
  }

  @Override
  public String bootId() {
    return "hand";
  }

  /// Lets time pass on both clocks.
  synchronized void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /// Sets the wall clock only.
  void setWall(Instant time) {
    wall = time;
  }
}
