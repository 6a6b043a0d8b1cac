package org.stepgate.embedded;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.RedriveState;

/// How long executions can be redriven: for 14 days after their last end, in their first year. The
/// children of map runs are not held to it here, since they are redriven with their runs.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html Step
///   Functions, redriving executions
final class RedrivePeriod {
  private static final Duration AFTER_END = Duration.ofDays(14);
  private static final Duration AFTER_START = Duration.ofDays(365);

  private RedrivePeriod() {}

  /// Why an execution that could be redriven at its end cannot be any more, in the API's words;
  /// null when it can.
  ///
  /// @param end when it ended; null while it runs
  static @Nullable String whyOver(Instant start, @Nullable Instant end, Instant now) {
    if (end == null) {
      return null;
    }
    if (now.isAfter(start.plus(AFTER_START))) {
      return "Execution has exceeded the max execution time";
    }
    return now.isAfter(end.plus(AFTER_END)) ? "Execution redrivable period exceeded" : null;
  }

  /// The execution as it stands at that time.
  static ExecutionDescription at(ExecutionDescription execution, Instant now) {
    RedriveState redrive = execution.redrive();
    String reason = whyOver(execution.startTime(), execution.stopTime(), now);
    return reason == null || redrive.byMapRun() || !redrive.isRedrivable()
        ? execution
        : execution.withRedrive(new RedriveState(redrive.count(), redrive.date(), reason));
  }
}
