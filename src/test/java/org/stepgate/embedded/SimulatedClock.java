package org.stepgate.embedded;

import java.time.Instant;
import org.stepgate.store.StoreClock;

/// Clocks that the simulation moves.
final class SimulatedClock implements StoreClock {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos = 1_000_000_000;

  @Override
  public Instant wall() {
    return START.plusNanos(nanos);
  }

  @Override
  public long monotonicNanos() {
    return nanos;
  }

  @Override
  public String bootId() {
    return "simulated";
  }

  void passNanos(long time) {
    nanos += time;
  }
}
