package org.stepgate.store;

import java.sql.SQLException;

/// A [Write] whose texts have been made already, so that little is left to do inside the
/// transaction.
@FunctionalInterface
interface Operation<O> {
  /// Carries it out within the open transaction. It may be called again after a rollback. An
  /// outcome that changes nothing must have changed nothing: the transaction is committed all the
  /// same.
  O apply(Session session) throws SQLException;

  /// Called by the thread that commits once the transaction is durable, before anybody is told.
  default void committed() {}
}
