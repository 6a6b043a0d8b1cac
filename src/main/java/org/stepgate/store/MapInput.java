package org.stepgate.store;

import org.jspecify.annotations.Nullable;

/// A child of a map run that is to be started, or to run once more.
///
/// @param child the number of the child
/// @param items how many items it has
/// @param body its input, a JSON text; empty for one that is to run once more
/// @param earlier the execution that did not succeed, for a child that is to run once more
public record MapInput(long child, long items, String body, @Nullable RowId earlier) {
  /// A child that was never started.
  public MapInput(long child, long items, String body) {
    this(child, items, body, null);
  }
}
