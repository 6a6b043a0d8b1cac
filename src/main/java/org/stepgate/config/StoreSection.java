package org.stepgate.config;

import java.nio.file.Path;
import java.time.Duration;
import org.stepgate.store.StoreConfig;

/// Reads the section `store`.
final class StoreSection {
  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_READERS = 64;

  private StoreSection() {}

  static StoreConfig read(Section section, Path file) {
    StoreConfig usual = StoreConfig.defaults(file);
    return new StoreConfig(
        file,
        section.count("queued-writes-max", usual.maxQueuedWrites(), 1, MAX_COUNT),
        section.count("batch-writes-max", usual.maxBatchWrites(), 1, MAX_COUNT),
        section.count("readers", usual.readers(), 1, MAX_READERS),
        section.count("queued-reads-max", usual.maxQueuedReads(), 1, MAX_COUNT),
        section.size("wal-max", usual.maxWalBytes(), 1L << 20, 1L << 40),
        section.time(
            "busy-timeout", usual.busyTimeout(), Duration.ofSeconds(1), Duration.ofHours(1)));
  }
}
