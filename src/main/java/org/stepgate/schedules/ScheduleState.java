package org.stepgate.schedules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the pool knows of a schedule.
///
/// @param name its name
/// @param definition the definition that ticks are counted by
/// @param anchor when that definition came into force
/// @param settled up to which, inclusive, ticks have been dealt with
/// @param paused since when and by whom it is paused; null when it is not
/// @param claimed the tick that a worker deals with at the moment; null when none does
/// @param claimedElsewhere whether that is another worker, which lives
/// @param last what became of the tick that was dealt with last; null before the first
public record ScheduleState(
    String name,
    String definition,
    Instant anchor,
    Instant settled,
    @Nullable Paused paused,
    @Nullable Instant claimed,
    boolean claimedElsewhere,
    @Nullable Last last) {
  /// A pause.
  ///
  /// @param since when it began
  /// @param by who asked for it
  public record Paused(Instant since, String by) {}

  /// What became of a tick.
  ///
  /// @param tick when it was due; for [Outcome#MISSED] up to when ticks were missed
  /// @param outcome what was done
  /// @param execution the id of the execution that was started last, by this tick or an earlier
  ///   one; null when there was none yet
  /// @param detail why nothing was started; null when that needs no words
  public record Last(
      Instant tick, Outcome outcome, @Nullable String execution, @Nullable String detail) {}

  /// What was done for a tick.
  public enum Outcome {
    /// Its execution was started.
    STARTED,
    /// Nothing: an earlier execution was running.
    OVERLAPPED,
    /// Nothing: it was too late.
    MISSED,
    /// Nothing: the input could not be made, or the machine is not there.
    FAILED
  }
}
