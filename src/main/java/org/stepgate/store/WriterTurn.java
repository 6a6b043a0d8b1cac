package org.stepgate.store;

import java.sql.SQLException;

/// How a writer gets its turn among those of other processes.
///
/// Threads: confined to the writer's.
interface WriterTurn {
  /// Begins a transaction that may write.
  void begin(Session session) throws SQLException;

  /// The transaction has been committed or rolled back.
  void ended();

  /// There will be no further transaction.
  void close();
}
