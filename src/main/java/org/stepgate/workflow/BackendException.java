package org.stepgate.workflow;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// An engine is away, full or broken. The message is for the log.
public final class BackendException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String backend;
  private final boolean retryable;

  /// A failure of `backend`.
  ///
  /// @param retryable true when the same call may succeed later
  public BackendException(
      String backend, boolean retryable, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.backend = backend;
    this.retryable = retryable;
  }

  /// Which engine.
  public String backend() {
    return backend;
  }

  /// Whether the same call may succeed later.
  public boolean retryable() {
    return retryable;
  }
}
