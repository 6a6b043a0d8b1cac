package org.stepgate.store;

/// A worker process. A number is never given to a second worker.
///
/// @param value 1 or more
public record WorkerId(long value) {
  /// Checks the range.
  public WorkerId {
    if (value < 1) {
      throw new IllegalArgumentException("a worker id is 1 or more");
    }
  }
}
