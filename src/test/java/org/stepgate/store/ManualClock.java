package org.stepgate.store;

import java.time.Duration;
import java.time.Instant;

/// A clock that is moved by hand.
final class ManualClock implements StoreClock {
  private Instant wall = Samples.START;
  private long nanos = 1_000_000_000_000L;
  private String bootId = "boot-1";

  @Override
  public synchronized Instant wall() {
    return wall;
  }

  @Override
  public synchronized long monotonicNanos() {
    return nanos;
  }

  @Override
  public synchronized String bootId() {
    return bootId;
  }

  /// Time passes.
  synchronized void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /// Somebody sets the wall clock.
  synchronized void setWall(Instant wall) {
    this.wall = wall;
  }

  /// The machine is started again, and is off for that time.
  synchronized void reboot(Duration off) {
    bootId = bootId + "+";
    nanos = 5_000_000_000L;
    wall = wall.plus(off);
  }
}
