package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an execution stands with redrives, as DescribeExecution shows it.
///
/// @param count how often it was redriven
/// @param date when it was redriven last; null when it never was
/// @param reason why it cannot be redriven now, in the API's words; null when it can
public record RedriveState(int count, @Nullable Instant date, @Nullable String reason) {
  /// The state of an execution that was never redriven and runs.
  public static final RedriveState RUNNING =
      new RedriveState(0, null, "Execution is RUNNING and cannot be redriven");

  /// Whether it can be redriven now.
  public boolean isRedrivable() {
    return reason == null;
  }

  /// The name of that in the API: `REDRIVABLE` or `NOT_REDRIVABLE`.
  public String status() {
    return isRedrivable() ? "REDRIVABLE" : "NOT_REDRIVABLE";
  }
}
