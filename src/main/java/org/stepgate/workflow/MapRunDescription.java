package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A map run, as DescribeMapRun shows it.
///
/// @param arn its ARN
/// @param executionArn the execution whose distributed Map state started it
/// @param machineArn the ARN of that execution's state machine
/// @param status how it stands
/// @param startTime when it was started
/// @param stopTime when it ended; null while it runs
/// @param maxConcurrency how many children may run at a time, 0 for no limit
/// @param toleratedFailurePercentage share of failed items, 0 to 100, that does not fail the run
/// @param toleratedFailureCount failed items that do not fail the run
/// @param items counts of items
/// @param executions counts of child executions; with an ItemBatcher fewer than items
/// @param redriveCount how often it was redriven
/// @param redriveTime when it was redriven last; null when it never was
public record MapRunDescription(
    String arn,
    String executionArn,
    String machineArn,
    MapRunStatus status,
    Instant startTime,
    @Nullable Instant stopTime,
    int maxConcurrency,
    double toleratedFailurePercentage,
    long toleratedFailureCount,
    MapRunCounts items,
    MapRunCounts executions,
    int redriveCount,
    @Nullable Instant redriveTime) {}
