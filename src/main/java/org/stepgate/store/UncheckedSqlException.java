package org.stepgate.store;

import java.io.Serial;
import java.sql.SQLException;

/// Carries an SQLException through a function that may not throw it; never leaves the package.
final class UncheckedSqlException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final SQLException sqlException;

  UncheckedSqlException(SQLException cause) {
    super(cause);
    sqlException = cause;
  }

  SQLException sqlException() {
    return sqlException;
  }
}
