package org.stepgate.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Tries again after short random pauses until the patience is over.
///
/// SQLite's own handler pauses up to 100 ms, the longer the more often it was too late. Here all
/// who wait have the same chance; a writer that has waited for long, as when another is stopped,
/// tries less often.
final class BackoffTurn implements WriterTurn {
  private static final Logger LOG = LogManager.getLogger(BackoffTurn.class);

  private static final long EAGER_NANOS = 20_000_000;
  private static final long MIN_PAUSE_NANOS = 50_000;
  private static final long MAX_PAUSE_NANOS = 500_000;
  private static final long LAZY_FACTOR = 10;
  private static final long WARN_NANOS = 5_000_000_000L;

  private final Duration patience;

  BackoffTurn(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void begin(Session session) throws SQLException {
    long start = System.nanoTime();
    long warned = 0;
    while (true) {
      @Nullable SQLException busy = tryBegin(session);
      if (busy == null) {
        return;
      }
      long waited = System.nanoTime() - start;
      if (waited >= patience.toNanos()) {
        throw busy;
      }
      if (waited - warned >= WARN_NANOS) {
        LOG.warn("store.waiting_for_writer millis={}", waited / 1_000_000);
        warned = waited;
      }
      long pause = ThreadLocalRandom.current().nextLong(MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
      LockSupport.parkNanos(waited < EAGER_NANOS ? pause : pause * LAZY_FACTOR);
    }
  }

  /// Null when the transaction has begun.
  private static @Nullable SQLException tryBegin(Session session) throws SQLException {
    try {
      session.run("BEGIN IMMEDIATE");
      return null;
    } catch (SQLException e) {
      if (SqlErrors.isBusy(e)) {
        return e;
      }
      throw e;
    }
  }

  @Override
  public void ended() {
    // SQLite lets the next one in.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
