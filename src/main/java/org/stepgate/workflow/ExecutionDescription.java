package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution, as DescribeExecution shows it.
///
/// @param id its id
/// @param arn its ARN
/// @param machineArn the ARN of its state machine, unqualified
/// @param versionArn the ARN of the version that it was started with; null when it was started with
///   the machine itself
/// @param aliasArn the ARN of the alias that chose the version; null when none did
/// @param status how it stands
/// @param startTime when it was started
/// @param stopTime when it ended; null while it runs
/// @param input the JSON text of its input
/// @param output the JSON text of its output, when it has succeeded
/// @param error the error's name, when it has ended otherwise and one was given
/// @param cause the explanation that goes with it
/// @param route the id of the route that started it; null when it was started otherwise
/// @param fingerprint what the request that started it was recognised by; null when it had no key
/// @param traceparent the trace that it belongs to; null when there is none
/// @param caller the JSON text of who started it, as `Principal.toJson` gives it
/// @param redrive how it stands with redrives
public record ExecutionDescription(
    ExecutionId id,
    String arn,
    String machineArn,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    ExecutionStatus status,
    Instant startTime,
    @Nullable Instant stopTime,
    String input,
    @Nullable String output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String route,
    @Nullable String fingerprint,
    @Nullable String traceparent,
    String caller,
    RedriveState redrive) {
  /// The same execution, standing otherwise with redrives.
  public ExecutionDescription withRedrive(RedriveState other) {
    return new ExecutionDescription(
        id,
        arn,
        machineArn,
        versionArn,
        aliasArn,
        status,
        startTime,
        stopTime,
        input,
        output,
        error,
        cause,
        route,
        fingerprint,
        traceparent,
        caller,
        other);
  }
}
