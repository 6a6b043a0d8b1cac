package org.stepgate.store;

import java.util.Arrays;
import java.util.Optional;

/// A worker of a pool, as its lock file shows it to other processes.
///
/// @param pid its process
/// @param startTicks when that was started, in clock ticks since boot: a later process of the same
///   number has others
/// @param phase how far it is
public record LiveWorker(long pid, long startTicks, Phase phase) {
  /// How far a worker is. The order is that of the lock file's numbers.
  public enum Phase {
    /// It has joined the pool and takes no requests yet.
    STARTING(0),
    /// It takes requests.
    SERVING(1),
    /// It finishes what it has and will end.
    DRAINING(2);

    private final long number;

    Phase(long number) {
      this.number = number;
    }

    /// Its number in the lock file; a later phase has a higher one.
    long number() {
      return number;
    }

    /// The phase of a number in a lock file; empty when there is none.
    static Optional<Phase> of(long number) {
      return Arrays.stream(values()).filter(phase -> phase.number == number).findFirst();
    }
  }
}
