package org.stepgate.embedded;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.engine.Command;
import org.stepgate.store.DueTimer;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;

/// Claims the timers of the store when they are due, and hands each on once.
///
/// One thread sleeps until the next timer is due, at most a second: so it notices jumps of the wall
/// clock, and timers of workers that do not claim their own.
///
/// Threads: safe for use by any.
final class DueTimers implements AutoCloseable {
  private static final Logger log = LogManager.getLogger(DueTimers.class);
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int CLAIM = 500;
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Store store;
  private final StoreClock clock;
  private final WorkerId worker;
  private final Consumer<DueTimer> fire;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long wakeNanos;
  private boolean closed;

  DueTimers(Store store, StoreClock clock, WorkerId worker, Consumer<DueTimer> fire) {
    this.store = store;
    this.clock = clock;
    this.worker = worker;
    this.fire = fire;
    this.thread = Thread.ofPlatform().name("due-timers").daemon().unstarted(this::run);
  }

  void start() {
    wakeNanos = clock.monotonicNanos();
    thread.start();
  }

  /// Tells that a timer was stored that is due then.
  void set(Command.Due due) {
    long delayNanos =
        switch (due) {
          case Command.Due.After(Duration delay) -> delay.toNanos();
          case Command.Due.At(var moment) -> Duration.between(clock.wall(), moment).toNanos();
        };
    wakeBy(clock.monotonicNanos() + delayNanos);
  }

  /// Has a look at once.
  void wake() {
    wakeBy(clock.monotonicNanos());
  }

  private void wakeBy(long nanos) {
    lock.lock();
    try {
      if (nanos - wakeNanos < 0) {
        wakeNanos = nanos;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (sleep()) {
        long next = claimAll();
        wakeBy(clock.monotonicNanos() + next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Sleeps until it is time; false once this is closed.
  private boolean sleep() throws InterruptedException {
    lock.lock();
    try {
      long left = wakeNanos - clock.monotonicNanos();
      while (!closed && left > 0) {
        var _ = changed.awaitNanos(left);
        left = wakeNanos - clock.monotonicNanos();
      }
      wakeNanos = clock.monotonicNanos() + LONGEST_SLEEP_NANOS;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Claims and fires all that is due.
  ///
  /// @return nanoseconds to the next timer, at most the longest sleep
  long claimAll() throws InterruptedException {
    try {
      while (true) {
        var claim =
            new Write.ClaimTimers(worker, clock.monotonicNanos(), clock.wall(), CLAIM, GRACE);
        OptionalLong next = store.nextDueNanos(claim);
        if (next.isEmpty() || next.getAsLong() > 0) {
          return Math.min(next.orElse(LONGEST_SLEEP_NANOS), LONGEST_SLEEP_NANOS);
        }
        Futures.get(store.write(claim)).forEach(fire);
      }
    } catch (RuntimeException | Error e) {
      if (e instanceof BackendException away && away.retryable()) {
        log.debug("timers.put_off", away); // The store has told of it.
      } else {
        log.error("timers.not_claimed", e);
      }
      return LONGEST_SLEEP_NANOS;
    }
  }

  /// Ends the thread.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
