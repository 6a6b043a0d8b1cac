package org.stepgate.tasks;

import java.io.Serial;

/// An object or a bucket is not there, or the service refuses or cannot be reached.
public final class ObjectStoreException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String error;

  ObjectStoreException(TaskOutcome.Failed failure, Throwable cause) {
    super(failure.cause(), cause);
    this.error = failure.error();
  }

  /// A failure of a store that does not ask a service.
  ///
  /// @param error the error name, as [#error] gives it
  /// @param cause the explanation, which is the message
  public ObjectStoreException(String error, String cause) {
    super(cause);
    this.error = error;
  }

  /// The error name that Retry and Catch match, such as `S3.NoSuchBucketException`. The message is
  /// the cause that goes with it.
  public String error() {
    return error;
  }
}
