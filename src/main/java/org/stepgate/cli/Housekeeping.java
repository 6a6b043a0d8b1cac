package org.stepgate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.fastcgi.Spool;
import org.stepgate.payloads.PayloadStore;

/// Removes what is past its time, soon after the start and then now and then, beside everything
/// else: executions that have ended, names that are free again, payloads that no running execution
/// refers to, bodies of requests that died with their worker. Workers may do so at the same time.
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LogManager.getLogger(Housekeeping.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int SWEEPS_PER_RETENTION = 5;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());

  /// Has `sweep` carried out again and again, on the one thread.
  ///
  /// @param kept how long what it removes is kept: a sweep comes once an hour, or five times in
  ///   that time, whichever is more often
  void every(Duration kept, Runnable sweep) {
    Duration period = period(kept);
    Duration first = period.compareTo(FIRST) < 0 ? period : FIRST;
    var _ =
        thread.scheduleWithFixedDelay(
            sweep, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Has the bodies of requests that died with their worker removed again and again.
  ///
  /// @param directory the folder of bodies that are too large for memory
  void everySpool(Path directory, InstantSource clock) {
    every(Spool.ABANDONED, () -> sweepSpool(directory, clock));
  }

  /// How much time is between two sweeps.
  static Duration period(Duration kept) {
    Duration part = kept.dividedBy(SWEEPS_PER_RETENTION);
    if (part.compareTo(PERIOD) > 0) {
      return PERIOD;
    }
    return part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
  }

  /// Removes payloads once; a failure is logged, and the next sweep tries again.
  ///
  /// @param referenced whether a running execution refers to the payload of that SHA-256
  static void sweep(
      PayloadStore payloads,
      Duration retention,
      Predicate<String> referenced,
      InstantSource clock) {
    try {
      var swept = payloads.sweep(clock.instant().minus(retention), referenced);
      log.info(
          "payloads.swept payloads={} bytes={} leftovers={}",
          swept.payloads(),
          swept.bytes(),
          swept.leftovers());
    } catch (RuntimeException e) {
      log.error("payloads.sweep_failed", e);
    }
  }

  /// Removes the bodies of requests that died with their worker, once; a failure is logged, and the
  /// next sweep tries again.
  static void sweepSpool(Path directory, InstantSource clock) {
    try {
      int removed = Spool.removeAbandoned(directory, clock.instant());
      if (removed > 0) {
        log.info("spool.swept bodies={}", removed);
      }
    } catch (IOException | RuntimeException e) {
      log.error("spool.sweep_failed", e);
    }
  }

  /// Ends the thread; a sweep that is under way is interrupted.
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
