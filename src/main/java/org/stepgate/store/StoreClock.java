package org.stepgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// The clocks that timers and workers go by. Tests move one by hand.
///
/// Threads: safe for use by any.
public interface StoreClock {
  /// The wall clock.
  Instant wall();

  /// Nanoseconds since the machine was started, the same for all processes.
  long monotonicNanos();

  /// Which start of the machine [#monotonicNanos] counts from.
  String bootId();

  /// The clocks of this machine.
  ///
  /// @throws UncheckedIOException when the kernel does not name its boot
  static StoreClock system() {
    return new SystemClock(readBootId());
  }

  private static String readBootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the kernel does not name its boot", e);
    }
  }

  /// The clocks of this machine.
  ///
  /// @param bootId as the kernel names it
  record SystemClock(String bootId) implements StoreClock {
    @Override
    public Instant wall() {
      return Instant.now();
    }

    /// On Linux `System.nanoTime` is CLOCK_MONOTONIC, which all processes share.
    @Override
    public long monotonicNanos() {
      return System.nanoTime();
    }
  }
}
