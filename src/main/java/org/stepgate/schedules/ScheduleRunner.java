package org.stepgate.schedules;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.schedules.ScheduleState.Last;
import org.stepgate.schedules.ScheduleState.Outcome;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.Workflows;

/// Starts the executions of the configured schedules in one worker, beside those of the others.
///
/// Threads: safe for use by any; one platform thread of its own does the work.
public final class ScheduleRunner implements Schedules, AutoCloseable {
  /*
   * All workers look at a schedule when it ticks. The one whose claim is committed first deals with
   * the tick: it starts the execution under the tick's name, then records what became of it. When
   * it dies in between, its claim is void as soon as the pool has noticed, and the next worker
   * finds the execution by its name, or starts it. So a claim saves work and keeps decisions on
   * overlaps apart; what keeps a tick from being run twice is the name alone.
   *
   * Ticks follow the wall clock. The thread sleeps until the next tick, and at most a second, to
   * compare the clock with what it knows; the store is read only when something is due, or when the
   * clock was put back. Then ticks after the new time count as not dealt with: those that were run
   * are found by their names.
   */

  private static final Logger log = LogManager.getLogger(ScheduleRunner.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// Expressions of inputs need some stack.
  private static final long STACK_BYTES = 2L << 20;

  private final ScheduleStore store;
  private final InstantSource clock;
  private final TickStarter starter;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Configured configured = new Configured(0, new LinkedHashMap<>());
  private boolean closed;

  // Of the thread alone.
  private final Map<String, Instant> wake = new HashMap<>();
  private @Nullable Configured defined;
  private Instant lastLook = Instant.MIN;

  private record Configured(long generation, SequencedMap<String, ScheduleConfig> schedules) {}

  /// A runner that does nothing yet: [#start] begins.
  public ScheduleRunner(ScheduleStore store, Workflows workflows, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.starter = new TickStarter(workflows);
    this.thread =
        Thread.ofPlatform().name("schedules").daemon().stackSize(STACK_BYTES).unstarted(this::run);
  }

  /// Starts the thread.
  public void start() {
    thread.start();
  }

  /// Runs these schedules from now on.
  ///
  /// @param generation the generation of the configuration that has them
  public void use(long generation, List<ScheduleConfig> schedules) {
    var byName = new LinkedHashMap<String, ScheduleConfig>();
    schedules.forEach(schedule -> byName.put(schedule.name(), schedule));
    configured = new Configured(generation, byName);
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  // ---- what is shown

  @Override
  public List<View> list() {
    var states = new HashMap<String, ScheduleState>();
    store.states().forEach(state -> states.put(state.name(), state));
    return configured.schedules().values().stream()
        .map(schedule -> view(schedule, Optional.ofNullable(states.get(schedule.name()))))
        .toList();
  }

  @Override
  public Optional<View> find(String name) {
    return Optional.ofNullable(configured.schedules().get(name))
        .map(schedule -> view(schedule, store.state(name)));
  }

  private View view(ScheduleConfig schedule, Optional<ScheduleState> found) {
    Optional<ScheduleState> state =
        found.filter(known -> known.definition().equals(schedule.definition()));
    Instant now = clock.instant();
    Instant next =
        state
            .filter(known -> schedule.enabled() && known.paused() == null)
            .flatMap(
                known -> schedule.timetable().next(earlier(known.settled(), now), known.anchor()))
            .orElse(null);
    return new View(schedule, state.orElse(null), next);
  }

  @Override
  public Optional<View> pause(String name, String by) throws InterruptedException {
    return configured.schedules().containsKey(name) && store.pause(name, by, clock.instant())
        ? find(name)
        : Optional.empty();
  }

  @Override
  public Optional<View> resume(String name) throws InterruptedException {
    return configured.schedules().containsKey(name) && store.resume(name, clock.instant())
        ? find(name)
        : Optional.empty();
  }

  // ---- the thread

  private void run() {
    try {
      Duration wait = Duration.ZERO;
      while (sleep(wait)) {
        wait = lookOrLater();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sleeps; without end when there is no schedule. False once this is closed.
  private boolean sleep(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      Configured known = configured;
      while (!closed && known.equals(configured) && (left > 0 || known.schedules().isEmpty())) {
        if (known.schedules().isEmpty() && known.equals(defined)) {
          changed.await();
        } else if (left > 0) {
          left = changed.awaitNanos(left);
        } else {
          break;
        }
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private Duration lookOrLater() throws InterruptedException {
    try {
      return look();
    } catch (BackendException e) {
      log.warn("schedules.store_away reason=\"{}\"", e.getMessage());
    } catch (RuntimeException | Error e) {
      log.error("schedules.failed", e);
    }
    return LOOK;
  }

  /// Deals with all that is due, and tells how long nothing is, at most a second.
  Duration look() throws InterruptedException {
    Configured now = configured;
    if (!now.equals(defined)) {
      define(now);
    }
    Instant started = clock.instant();
    if (started.isBefore(lastLook)) {
      wake.clear();
    }
    lastLook = started;
    Instant next = started.plus(LOOK);
    for (ScheduleConfig schedule : now.schedules().values()) {
      if (schedule.enabled()) {
        Instant due = wake.get(schedule.name());
        if (due == null || !due.isAfter(started)) {
          due = lookAt(schedule);
          wake.put(schedule.name(), due);
        }
        next = earlier(next, due);
      }
    }
    Duration left = Duration.between(clock.instant(), next);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void define(Configured next) throws InterruptedException {
    if (next.generation() > 0) {
      var definitions = new LinkedHashMap<String, String>();
      next.schedules().forEach((name, schedule) -> definitions.put(name, schedule.definition()));
      store.define(next.generation(), definitions, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }
    wake.clear();
    defined = next;
  }

  /// Deals with what is due of a schedule, and tells when to look again.
  private Instant lookAt(ScheduleConfig schedule) throws InterruptedException {
    while (true) {
      Optional<ScheduleState> found = store.state(schedule.name());
      Instant now = clock.instant();
      if (found.isEmpty() || !found.get().definition().equals(schedule.definition())) {
        return now.plus(LOOK); // This worker has another configuration than the pool.
      }
      ScheduleState state = found.get();
      if (state.claimedElsewhere()) {
        return now.plus(LOOK);
      }
      switch (deal(schedule, state, now)) {
        case Step.Wait(Instant until) -> {
          return until;
        }
        case Step.Again() -> {}
      }
    }
  }

  /// What to do after a step.
  private sealed interface Step {
    /// Read the state again.
    record Again() implements Step {}

    /// Nothing until then.
    record Wait(Instant until) implements Step {}
  }

  private static final Step AGAIN = new Step.Again();

  private Step deal(ScheduleConfig schedule, ScheduleState state, Instant now)
      throws InterruptedException {
    if (state.settled().isAfter(now)) {
      log.warn(
          "schedule.clock_back schedule={} settled={} now={}",
          schedule.name(),
          state.settled(),
          now);
      settle(state, now, null);
      return AGAIN;
    }
    Instant abandoned = state.claimed();
    if (abandoned != null && abandoned.isAfter(state.settled())) {
      Optional<Last> known = starter.known(schedule, abandoned);
      if (known.isPresent()) {
        settle(state, abandoned, known.get());
        return AGAIN;
      }
    }
    if (state.paused() != null) {
      return new Step.Wait(next(schedule, state, now));
    }
    DueTicks due =
        DueTicks.of(schedule.timetable(), schedule.catchUp(), state.anchor(), state.settled(), now);
    if (due.anyMissed()) {
      log.warn("schedule.ticks_missed schedule={} since={}", schedule.name(), state.settled());
    }
    if (!due.runs().isEmpty()) {
      return start(schedule, state, due.runs().getFirst(), now);
    }
    if (due.anyMissed()) {
      settle(state, now, new Last(now, Outcome.MISSED, null, null));
      return AGAIN;
    }
    return new Step.Wait(next(schedule, state, state.settled()));
  }

  private Step start(ScheduleConfig schedule, ScheduleState state, Instant tick, Instant now)
      throws InterruptedException {
    if (!store.claim(state.name(), state.settled(), tick)) {
      return AGAIN;
    }
    String before = state.last() == null ? null : state.last().execution();
    return switch (starter.start(schedule, tick, before, now)) {
      case TickStarter.Result.Done(Last last) -> {
        settle(state, tick, last);
        yield AGAIN;
      }
      case TickStarter.Result.Later(Duration delay) -> new Step.Wait(now.plus(delay));
    };
  }

  private void settle(ScheduleState state, Instant next, @Nullable Last last)
      throws InterruptedException {
    if (store.settle(state.name(), state.settled(), next, last) && last != null) {
      log.info(
          "schedule.tick schedule={} tick={} outcome={} execution={} detail=\"{}\"",
          state.name(),
          last.tick(),
          last.outcome(),
          last.execution(),
          last.detail());
    }
  }

  private static Instant next(ScheduleConfig schedule, ScheduleState state, Instant after) {
    return schedule.timetable().next(after, state.anchor()).orElse(Instant.MAX);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Ends the thread; a start that is under way is interrupted, and made up for elsewhere.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }
}
