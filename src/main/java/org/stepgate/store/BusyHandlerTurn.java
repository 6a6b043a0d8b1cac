package org.stepgate.store;

import java.sql.SQLException;
import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// Leaves it to SQLite's busy handler, again and again until the patience is over.
final class BusyHandlerTurn implements WriterTurn {
  private static final Logger LOG = LogManager.getLogger(BusyHandlerTurn.class);

  private final Duration patience;

  BusyHandlerTurn(Duration patience) {
    this.patience = patience;
  }

  @Override
  public void begin(Session session) throws SQLException {
    long start = System.nanoTime();
    while (true) {
      try {
        session.run("BEGIN IMMEDIATE");
        return;
      } catch (SQLException e) {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (!SqlErrors.isBusy(e) || waited.compareTo(patience) >= 0) {
          throw e;
        }
        LOG.warn("store.waiting_for_writer millis={}", waited.toMillis());
      }
    }
  }

  @Override
  public void ended() {
    // SQLite lets the next one in.
  }
}
