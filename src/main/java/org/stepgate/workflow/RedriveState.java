package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How an execution stands with redrives, as DescribeExecution shows it.
///
/// @param count how often it was redriven
/// @param date when it was redriven last; null when it never was
/// @param reason why it cannot be redriven now, in the API's words; null when it can
/// @param byMapRun whether it is a child of a map run, and can only be redriven together with that
public record RedriveState(
    int count, @Nullable Instant date, @Nullable String reason, boolean byMapRun) {
  /// The state of an execution that was never redriven and runs.
  public static final RedriveState RUNNING =
      new RedriveState(0, null, "Execution is RUNNING and cannot be redriven");

  /// The state of an execution that is no child of a map run.
  public RedriveState(int count, @Nullable Instant date, @Nullable String reason) {
    this(count, date, reason, false);
  }

  /// Whether it can be redriven now.
  public boolean isRedrivable() {
    return reason == null;
  }

  /// The name of that in the API: `REDRIVABLE`, `NOT_REDRIVABLE` or `REDRIVABLE_BY_MAP_RUN`.
  public String status() {
    if (!isRedrivable()) {
      return "NOT_REDRIVABLE";
    }
    return byMapRun ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE";
  }
}
