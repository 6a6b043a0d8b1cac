package org.stepgate.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The store cannot be opened. Nothing has been written. The message tells the operator what to do.
public final class StoreOpenException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why a store cannot be opened.
  public enum Reason {
    /// The database was written by a newer version of Stepgate.
    NEWER_SCHEMA,
    /// The file is a database of another program, or none at all.
    FOREIGN_FILE,
    /// The database is cut off or damaged.
    DAMAGED,
    /// The file or its directory belongs to another user, or others may write to it.
    OTHER_OWNER,
    /// The SQLite library may lose commits.
    OLD_SQLITE,
    /// The disk is full, or nearly so.
    NO_SPACE,
    /// The file system refused.
    NOT_ACCESSIBLE
  }

  StoreOpenException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  StoreOpenException(Reason reason, String message) {
    this(reason, message, null);
  }

  /// Why.
  public Reason reason() {
    return reason;
  }
}
