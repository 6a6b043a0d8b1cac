package org.stepgate.store;

import java.sql.SQLException;

/// Leaves it to SQLite's busy handler.
final class BusyHandlerTurn implements WriterTurn {
  @Override
  public void begin(Session session) throws SQLException {
    session.run("PRAGMA busy_timeout = 60000");
    session.run("BEGIN IMMEDIATE");
  }

  @Override
  public void ended() {}

  @Override
  public void close() {}
}
