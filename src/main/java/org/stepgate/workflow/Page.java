package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list.
///
/// @param <T> what is listed
/// @param items what is on the page
/// @param nextToken where the next page begins, opaque; null on the last one
public record Page<T>(List<T> items, @Nullable String nextToken) {
  /// Copies the list.
  public Page {
    items = List.copyOf(items);
  }
}
