package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// Asks to change a map run while it runs. What is null stays as it is.
///
/// @param run the run
/// @param maxConcurrency how many children may run at a time, 0 for no limit; those that run
///   already go on
/// @param toleratedFailurePercentage share of failed items, 0 to 100, that does not fail the run
/// @param toleratedFailureCount failed items, 0 or more, that do not fail the run
public record MapRunUpdate(
    StatesArn.MapRun run,
    @Nullable Integer maxConcurrency,
    @Nullable Double toleratedFailurePercentage,
    @Nullable Long toleratedFailureCount) {}
