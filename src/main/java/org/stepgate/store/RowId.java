package org.stepgate.store;

/// An execution within the store. Ids rise with the start time: see [ExecutionTable].
///
/// @param value 1 or more
public record RowId(long value) {
  /// Checks the range.
  public RowId {
    if (value < 1) {
      throw new IllegalArgumentException("a row id is 1 or more");
    }
  }
}
