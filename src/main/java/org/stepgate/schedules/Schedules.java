package org.stepgate.schedules;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The schedules of the pool, to look at and to pause. Every call may throw
/// [org.stepgate.workflow.BackendException].
public interface Schedules {
  /// A schedule at the moment.
  ///
  /// @param config as it is configured
  /// @param state what the pool knows of it; null until a worker has put its configuration in force
  /// @param next its next tick; null when it is paused or not enabled, or has none any more
  record View(ScheduleConfig config, @Nullable ScheduleState state, @Nullable Instant next) {}

  /// All schedules, in the order of the configuration.
  List<View> list();

  /// A schedule; empty when there is none.
  Optional<View> find(String name);

  /// Pauses a schedule for the whole pool until it is resumed, also over restarts; one that is
  /// paused stays as it is. What runs goes on.
  ///
  /// @param by who asks
  /// @return the schedule; empty when there is none
  Optional<View> pause(String name, String by) throws InterruptedException;

  /// Ends a pause. The ticks during it are not made up for.
  ///
  /// @return the schedule; empty when there is none
  Optional<View> resume(String name) throws InterruptedException;
}
