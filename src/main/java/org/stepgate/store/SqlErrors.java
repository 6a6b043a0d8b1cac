package org.stepgate.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.stepgate.workflow.BackendException;

/// Sorts the errors of SQLite.
final class SqlErrors {
  private static final int PRIMARY = 0xFF;

  private SqlErrors() {}

  /// The primary code: what kind of error it is.
  static SQLiteErrorCode code(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & PRIMARY);
  }

  /// Another connection holds a lock: trying again helps.
  static boolean isBusy(SQLException e) {
    return code(e) == SQLiteErrorCode.SQLITE_BUSY;
  }

  /// The statement is at fault, not the disk: only its own write fails.
  static boolean isOwnFault(SQLException e) {
    return switch (code(e)) {
      case SQLITE_CONSTRAINT,
          SQLITE_TOOBIG,
          SQLITE_MISMATCH,
          SQLITE_RANGE,
          SQLITE_ERROR,
          UNKNOWN_ERROR ->
          true;
      default -> false;
    };
  }

  /// The error for callers.
  static BackendException backend(SQLException e) {
    SQLiteErrorCode code = code(e);
    String message =
        switch (code) {
          case SQLITE_FULL -> "the disk of the store is full";
          case SQLITE_IOERR -> "the disk of the store fails";
          case SQLITE_CORRUPT, SQLITE_NOTADB -> "the store is damaged; restore it from a backup";
          case SQLITE_BUSY -> "another process has kept the store for too long";
          default -> "the store cannot be used: " + code;
        };
    boolean damaged =
        code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB;
    return new BackendException("embedded", !damaged && !isOwnFault(e), message, e);
  }
}
