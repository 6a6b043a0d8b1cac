package org.stepgate.store;

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
    STARTING,
    /// It takes requests.
    SERVING,
    /// It finishes what it has and will end.
    DRAINING
  }
}
