package org.stepgate.store;

import java.time.Duration;
import java.time.Instant;

/// A clock that is moved by hand.
final class ManualClock implements StoreClock {
  private volatile Instant wall = Samples.START;
  private volatile long nanos = 1_000_000_000_000L;
  private volatile String bootId = "boot-1";

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
    return bootId;
  }

  /// Time passes.
  void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /// Somebody sets the wall clock.
  void setWall(Instant wall) {
    this.wall = wall;
  }

  /// The machine is started again, and is off for that time.
  void reboot(Duration off) {
    bootId = bootId + "+";
    nanos = 5_000_000_000L;
    wall = wall.plus(off);
  }
}
