package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is stored of a schedule.
///
/// @param name its name
/// @param definition what its ticks are counted by
/// @param anchor when that came into force
/// @param settled up to which ticks have been dealt with
/// @param pausedSince null when it is not paused
/// @param pausedBy who paused it; null when it is not paused
/// @param claimed the tick that a worker deals with; null when none does
/// @param claimer that worker while it is registered; null when none is
/// @param lastTick the tick that was dealt with last; null before the first
/// @param lastOutcome what was done for it; null before the first
/// @param lastExecution the execution that was started last; null before the first
/// @param lastDetail more on the outcome; null when there is none
public record ScheduleRow(
    String name,
    String definition,
    Instant anchor,
    Instant settled,
    @Nullable Instant pausedSince,
    @Nullable String pausedBy,
    @Nullable Instant claimed,
    @Nullable WorkerId claimer,
    @Nullable Instant lastTick,
    @Nullable String lastOutcome,
    @Nullable String lastExecution,
    @Nullable String lastDetail) {}
