package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Selects executions for a list, newest first.
///
/// @param machine only those of this machine, given by its name in the configuration's account, or
///   by an ARN; with the ARN of a version or an alias only those that were started with it; null
///   for all
/// @param status only those of this status; null for all
/// @param since only those started at that time or later; null for all
/// @param maxResults the size of a page, 1 to 1,000
/// @param pageToken where to go on, as the previous page said; null for the first page
public record ExecutionQuery(
    @Nullable String machine,
    @Nullable ExecutionStatus status,
    @Nullable Instant since,
    int maxResults,
    @Nullable String pageToken) {
  /// Checks the size of the page.
  public ExecutionQuery {
    if (maxResults < 1 || maxResults > 1_000) {
      throw new IllegalArgumentException("maxResults must be 1 to 1000");
    }
  }
}
