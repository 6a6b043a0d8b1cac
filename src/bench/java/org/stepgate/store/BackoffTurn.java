package org.stepgate.store;

import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// Tries again after short random pauses, and lets others go first after a commit.
final class BackoffTurn implements WriterTurn {
  private final long minNanos;
  private final long maxNanos;
  private final long pauseNanos;
  private Session prepared;

  /// @param pauseNanos how long to wait after a commit before the next begin
  BackoffTurn(long minNanos, long maxNanos, long pauseNanos) {
    this.minNanos = minNanos;
    this.maxNanos = maxNanos;
    this.pauseNanos = pauseNanos;
  }

  @Override
  public void begin(Session session) throws SQLException {
    if (prepared != session) {
      session.run("PRAGMA busy_timeout = 0");
      prepared = session;
    }
    if (pauseNanos > 0) {
      LockSupport.parkNanos(pauseNanos);
    }
    while (true) {
      try {
        session.run("BEGIN IMMEDIATE");
        return;
      } catch (SQLException e) {
        if (!SqlErrors.isBusy(e)) {
          throw e;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(minNanos, maxNanos));
      }
    }
  }

  @Override
  public void ended() {}
}
