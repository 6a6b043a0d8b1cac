package org.stepgate.store;

import java.io.Serial;

/// A backup cannot be written or put back. The message tells the operator why and what to do.
public final class BackupException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BackupException(String message, Throwable cause) {
    super(message, cause);
  }

  BackupException(String message) {
    super(message);
  }
}
