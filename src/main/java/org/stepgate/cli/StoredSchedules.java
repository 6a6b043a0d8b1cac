package org.stepgate.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.schedules.ScheduleState;
import org.stepgate.schedules.ScheduleState.Last;
import org.stepgate.schedules.ScheduleState.Outcome;
import org.stepgate.schedules.ScheduleState.Paused;
import org.stepgate.schedules.ScheduleStore;
import org.stepgate.store.ScheduleRow;
import org.stepgate.store.Store;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;

/// The states of schedules in the store, as one worker sees them.
///
/// @param worker this worker, registered in the store
record StoredSchedules(Store store, WorkerId worker) implements ScheduleStore {
  @Override
  public List<ScheduleState> states() {
    return store.schedules().stream().map(this::state).toList();
  }

  @Override
  public Optional<ScheduleState> state(String name) {
    return store.schedule(name).map(this::state);
  }

  @Override
  public void define(long generation, Map<String, String> definitions, Instant now)
      throws InterruptedException {
    var _ = StoreWrites.done(store, new Write.DefineSchedules(generation, definitions, now));
  }

  @Override
  public boolean claim(String name, Instant settled, Instant tick) throws InterruptedException {
    return StoreWrites.done(store, new Write.ClaimTick(name, settled, tick, worker));
  }

  @Override
  public boolean settle(String name, Instant settled, Instant next, @Nullable Last last)
      throws InterruptedException {
    Write.SettledTick tick =
        last == null
            ? null
            : new Write.SettledTick(
                last.tick(),
                last.outcome().name().toLowerCase(Locale.ROOT),
                last.execution(),
                last.detail());
    return StoreWrites.done(store, new Write.SettleTicks(name, settled, next, worker, tick));
  }

  @Override
  public boolean pause(String name, String by, Instant now) throws InterruptedException {
    return StoreWrites.done(store, new Write.PauseSchedule(name, by, now));
  }

  @Override
  public boolean resume(String name, Instant now) throws InterruptedException {
    return StoreWrites.done(store, new Write.ResumeSchedule(name, now));
  }

  private ScheduleState state(ScheduleRow row) {
    Instant pausedSince = row.pausedSince();
    String pausedBy = row.pausedBy();
    Instant lastTick = row.lastTick();
    String outcome = row.lastOutcome();
    return new ScheduleState(
        row.name(),
        row.definition(),
        row.anchor(),
        row.settled(),
        pausedSince == null || pausedBy == null ? null : new Paused(pausedSince, pausedBy),
        row.claimed(),
        row.claimer() != null && !row.claimer().equals(worker),
        lastTick == null || outcome == null
            ? null
            : new Last(
                lastTick,
                Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
                row.lastExecution(),
                row.lastDetail()));
  }
}
