package org.stepgate.schedules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps the states of schedules for all workers of a pool. What a call reports is durable. Every
/// call may throw [org.stepgate.workflow.BackendException].
public interface ScheduleStore {
  /// The states of all schedules, by name.
  List<ScheduleState> states();

  /// The state of a schedule; empty when there is none.
  Optional<ScheduleState> state(String name);

  /// Makes these the schedules of the pool. A new one, and one whose definition has changed, begins
  /// `now`; others are left as they are, and those that are not named are removed. Nothing happens
  /// when a later generation was put before.
  ///
  /// @param generation the generation of the configuration
  /// @param definitions by name
  void define(long generation, Map<String, String> definitions, Instant now)
      throws InterruptedException;

  /// Claims a tick for this worker: no other deals with the schedule while this worker lives.
  ///
  /// @param settled what was read
  /// @return false when another worker was faster
  boolean claim(String name, Instant settled, Instant tick) throws InterruptedException;

  /// Records that ticks up to `next` have been dealt with, and ends a claim.
  ///
  /// @param settled what was read
  /// @param next may be earlier than `settled`, when the clock was put back
  /// @param last what became of the last one; null to leave what is known
  /// @return false when another worker was faster
  boolean settle(String name, Instant settled, Instant next, ScheduleState.@Nullable Last last)
      throws InterruptedException;

  /// Pauses a schedule; one that is paused stays as it is.
  ///
  /// @return false when there is none
  boolean pause(String name, String by, Instant now) throws InterruptedException;

  /// Ends a pause; the ticks during it are not made up for.
  ///
  /// @return false when there is none
  boolean resume(String name, Instant now) throws InterruptedException;
}
