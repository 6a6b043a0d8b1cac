package org.stepgate.store;

import java.sql.SQLException;
import org.stepgate.workflow.BackendException;

/// What reads are carried out by.
interface Snapshots extends AutoCloseable {
  /// A read within one snapshot of the database.
  interface Read<T> {
    T from(Session session) throws SQLException;
  }

  /// Reads, waiting for the result. An interruption of the caller is kept for later.
  ///
  /// @throws BackendException when the database cannot be read
  /// @throws StoreFullException when too many reads are waiting
  <T> T read(Read<T> read);

  /// Reads one row that is found by a key, which is quick.
  ///
  /// @param read asks one statement; others that it asks while the result of the first is open see
  ///   the same snapshot
  /// @throws BackendException when the database cannot be read
  /// @throws StoreFullException when too many reads are waiting
  <T> T readRow(Read<T> read);

  /// Finishes the reads that are queued and closes the connections.
  @Override
  void close();
}
