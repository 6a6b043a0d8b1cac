package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// Asks for a page of a list.
///
/// @param maxResults the size of the page, 1 to 1,000, or 0 for 100
/// @param nextToken where to go on, as the previous page said; null for the first page
public record PageRequest(int maxResults, @Nullable String nextToken) {
  private static final int LARGEST = 1_000;
  private static final int USUAL = 100;

  /// The first page of the usual size.
  public static final PageRequest FIRST = new PageRequest(0, null);

  /// Checks the size.
  public PageRequest {
    if (maxResults < 0 || maxResults > LARGEST) {
      throw new IllegalArgumentException("maxResults must be 0 to " + LARGEST);
    }
  }

  /// The size of the page, 1 or more.
  public int size() {
    return maxResults == 0 ? USUAL : maxResults;
  }
}
