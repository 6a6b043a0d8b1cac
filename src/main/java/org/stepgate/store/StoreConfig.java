package org.stepgate.store;

import java.nio.file.Path;
import java.time.Duration;

/// Where the store is and how much it may hold at once.
///
/// @param file the database; SQLite puts `-wal` and `-shm` files beside it
/// @param maxQueuedWrites writes that wait for the writer before further ones are refused, 1 or
///   more
/// @param maxBatchWrites writes that share one commit, 1 or more
/// @param readers threads and connections that read, 1 or more
/// @param maxQueuedReads reads that wait for a reader before further ones are refused, 1 or more
/// @param maxWalBytes size of the write-ahead log above which the writer waits for readers to let
///   go of it, 1 MiB or more
/// @param busyTimeout how long to wait for the writers of other processes, positive; longer than it
///   takes to find a stopped worker
public record StoreConfig(
    Path file,
    int maxQueuedWrites,
    int maxBatchWrites,
    int readers,
    int maxQueuedReads,
    long maxWalBytes,
    Duration busyTimeout) {
  private static final long MIN_WAL_BYTES = 1L << 20;

  /// Checks the ranges.
  public StoreConfig {
    if (maxQueuedWrites < 1 || maxBatchWrites < 1 || readers < 1 || maxQueuedReads < 1) {
      throw new IllegalArgumentException("limits of the store must be 1 or more");
    }
    if (maxWalBytes < MIN_WAL_BYTES) {
      throw new IllegalArgumentException("max-wal-bytes must be 1 MiB or more");
    }
    if (!busyTimeout.isPositive()) {
      throw new IllegalArgumentException("busy-timeout must be positive");
    }
  }

  /// The usual limits for the database `file`.
  public static StoreConfig defaults(Path file) {
    return new StoreConfig(file, 10_000, 512, 2, 10_000, 64L << 20, Duration.ofSeconds(60));
  }
}
