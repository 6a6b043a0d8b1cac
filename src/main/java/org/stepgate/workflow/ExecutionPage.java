package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a list of executions.
///
/// @param executions newest first
/// @param nextPageToken opaque; null on the last page
public record ExecutionPage(List<ExecutionDescription> executions, @Nullable String nextPageToken) {
  /// Copies the list.
  public ExecutionPage {
    executions = List.copyOf(executions);
  }

  /// The same as a page of any list.
  public Page<ExecutionDescription> toPage() {
    return new Page<>(executions, nextPageToken);
  }
}
