package org.stepgate.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// The ticks of a schedule that are to be dealt with now.
///
/// @param runs those that are run, the oldest first
/// @param anyMissed whether there are others that are not
record DueTicks(List<Instant> runs, boolean anyMissed) {
  /// How late a tick may be without being missed: the time in which a pool takes over from a worker
  /// that hangs, and some.
  static final Duration ON_TIME = Duration.ofMinutes(1);

  /// Copies the list.
  DueTicks {
    runs = List.copyOf(runs);
  }

  /// What is due of the ticks after `settled` up to `now`.
  ///
  /// @param settled up to which, inclusive, ticks have been dealt with
  static DueTicks of(
      Timetable timetable, CatchUp catchUp, Instant anchor, Instant settled, Instant now) {
    Duration reach =
        catchUp.policy() == CatchUp.Policy.NONE || catchUp.within().compareTo(ON_TIME) < 0
            ? ON_TIME
            : catchUp.within();
    Instant from = latest(settled, now.minus(reach).minusMillis(1));
    int keep =
        switch (catchUp.policy()) {
          case NONE -> Integer.MAX_VALUE;
          case LAST -> 1;
          case ALL -> catchUp.max();
        };
    Instant onTime = now.minus(ON_TIME);
    var late = new ArrayDeque<Instant>();
    var runs = new ArrayDeque<Instant>();
    boolean missed = isDue(timetable.next(settled, anchor), from);
    Optional<Instant> tick = timetable.next(from, anchor);
    while (isDue(tick, now)) {
      if (!tick.get().isBefore(onTime)) {
        runs.add(tick.get());
      } else {
        late.add(tick.get());
        if (late.size() > keep) {
          late.remove();
          missed = true;
        }
      }
      tick = timetable.next(tick.get(), anchor);
    }
    // The newest of all is the last one when it is on time.
    if (catchUp.policy() == CatchUp.Policy.LAST && !runs.isEmpty() && !late.isEmpty()) {
      late.clear();
      missed = true;
    }
    late.addAll(runs);
    return new DueTicks(List.copyOf(late), missed);
  }

  private static boolean isDue(Optional<Instant> tick, Instant now) {
    return tick.isPresent() && !tick.get().isAfter(now);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
