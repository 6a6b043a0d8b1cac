package org.stepgate.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.payloads.PayloadStore;

/// Removes payloads that are older than their retention and that no running execution refers to,
/// soon after the start and then once an hour, beside everything else. Workers may do so at the
/// same time.
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LogManager.getLogger(Housekeeping.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration PERIOD = Duration.ofHours(1);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());

  private Housekeeping() {}

  /// Starts the thread.
  ///
  /// @param referenced whether a running execution refers to the payload of that SHA-256
  static Housekeeping start(
      PayloadStore payloads,
      Duration retention,
      Predicate<String> referenced,
      InstantSource clock) {
    var housekeeping = new Housekeeping();
    var _ =
        housekeeping.thread.scheduleWithFixedDelay(
            () -> sweep(payloads, retention, referenced, clock),
            FIRST.toSeconds(),
            PERIOD.toSeconds(),
            TimeUnit.SECONDS);
    return housekeeping;
  }

  /// Sweeps once; a failure is logged, and the next sweep tries again.
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

  /// Ends the thread; a sweep that is under way is interrupted.
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
