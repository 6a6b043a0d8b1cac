package org.stepgate.routes;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.schedules.CatchUp;
import org.stepgate.schedules.Overlap;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.schedules.ScheduleInput;
import org.stepgate.schedules.ScheduleState;
import org.stepgate.schedules.Schedules;
import org.stepgate.schedules.Timetable;

/// One schedule, `nightly`, which has run once.
final class FakeSchedules implements Schedules {
  private static final Instant TICK = Instant.parse("2026-01-02T01:30:00Z");
  private static final ScheduleConfig NIGHTLY =
      new ScheduleConfig(
          "nightly",
          "Reports",
          Timetable.parse("30 2 * * *", ZoneId.of("Europe/Berlin")),
          ScheduleInput.TICK,
          Overlap.SKIP,
          CatchUp.defaults(),
          true);

  final List<String> calls = new ArrayList<>();
  private ScheduleState.@Nullable Paused paused;

  @Override
  public List<View> list() {
    return List.of(view());
  }

  @Override
  public Optional<View> find(String name) {
    return name.equals("nightly") ? Optional.of(view()) : Optional.empty();
  }

  @Override
  public Optional<View> pause(String name, String by) {
    calls.add("pause " + name);
    paused = new ScheduleState.Paused(TICK.plusSeconds(60), by);
    return find(name);
  }

  @Override
  public Optional<View> resume(String name) {
    calls.add("resume " + name);
    paused = null;
    return find(name);
  }

  private View view() {
    var last =
        new ScheduleState.Last(
            TICK, ScheduleState.Outcome.STARTED, "embedded:Reports:nightly-1", null);
    var state = new ScheduleState("nightly", "", Instant.EPOCH, TICK, paused, null, false, last);
    return new View(NIGHTLY, state, paused == null ? TICK.plusSeconds(86_400) : null);
  }
}
