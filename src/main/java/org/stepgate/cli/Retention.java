package org.stepgate.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.store.RetentionConfig;
import org.stepgate.store.Store;
import org.stepgate.store.Write;

/// Removes executions that ended long ago, and frees names, a few at a time with a rest in between,
/// so that the commits of others hardly wait. Several workers may do so at the same time.
final class Retention {
  /// How many a commit removes at most.
  static final int AT_ONCE = 50;

  private static final Logger log = LogManager.getLogger(Retention.class);
  private static final Duration REST = Duration.ofMillis(20);

  private final Store store;
  private final RetentionConfig config;
  private final InstantSource clock;

  Retention(Store store, RetentionConfig config, InstantSource clock) {
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  /// Removes all that is past its time, or as much as there is until the thread is interrupted. A
  /// failure is logged, and the next sweep tries again.
  void sweep() {
    try {
      Instant now = clock.instant();
      int executions = removeExecutions(now);
      int names = freeNames(now.minus(config.namesAfterRemoval()));
      if (executions > 0 || names > 0) {
        log.info("retention.swept executions={} names={}", executions, names);
      }
    } catch (CompletionException | IllegalStateException e) {
      log.error("retention.sweep_failed", e);
    }
  }

  private int removeExecutions(Instant now) {
    int removed = 0;
    long after = 0;
    do {
      Write.RemovalOutcome outcome =
          store
              .write(new Write.RemoveClosed(now.minus(config.executions()), now, after, AT_ONCE))
              .join();
      removed += outcome.removed();
      after = outcome.next();
      rest(after != 0);
    } while (after != 0 && !Thread.currentThread().isInterrupted());
    return removed;
  }

  private int freeNames(Instant removedBefore) {
    int freed = 0;
    int last = AT_ONCE;
    while (last == AT_ONCE && !Thread.currentThread().isInterrupted()) {
      last = store.write(new Write.RemoveTombstones(removedBefore, AT_ONCE)).join();
      freed += last;
      rest(last == AT_ONCE);
    }
    return freed;
  }

  private static void rest(boolean more) {
    if (more) {
      LockSupport.parkNanos(REST.toNanos());
    }
  }
}
