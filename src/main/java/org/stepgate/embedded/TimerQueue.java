package org.stepgate.embedded;

import java.time.Instant;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.stepgate.store.StoreClock;

/// Runs actions when they are due: relative ones by the monotonic clock, absolute ones by the wall
/// clock, which is looked at once a second so that a jump of it is noticed.
///
/// Threads: safe for any; the actions run on the queue's one platform thread and must be short.
final class TimerQueue implements AutoCloseable {
  private static final long WALL_CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final StoreClock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeSet<Timer> relative =
      new TreeSet<>(
          Comparator.comparingLong((Timer timer) -> timer.dueNanos)
              .thenComparingLong(timer -> timer.number));
  private final TreeSet<Timer> absolute =
      new TreeSet<>(
          Comparator.comparing((Timer timer) -> timer.dueTime)
              .thenComparingLong(timer -> timer.number));
  private final Thread thread;
  private long nextNumber;
  private boolean closed;

  TimerQueue(StoreClock clock) {
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("timers").daemon().unstarted(this::run);
  }

  /// Starts the thread.
  void start() {
    thread.start();
  }

  /// Runs `action` once the monotonic clock reaches `dueNanos`.
  Timer atNanos(long dueNanos, Runnable action) {
    return add(relative, dueNanos, Instant.MAX, action);
  }

  /// Runs `action` once the wall clock reaches `dueTime`.
  Timer atTime(Instant dueTime, Runnable action) {
    return add(absolute, Long.MAX_VALUE, dueTime, action);
  }

  private Timer add(SortedSet<Timer> queue, long dueNanos, Instant dueTime, Runnable action) {
    lock.lock();
    try {
      var timer = new Timer(nextNumber++, dueNanos, dueTime, action);
      queue.add(timer);
      if (queue.first() == timer) {
        changed.signal();
      }
      return timer;
    } finally {
      lock.unlock();
    }
  }

  /// Takes an action back; nothing happens when it has run or is running.
  void cancel(Timer timer) {
    lock.lock();
    try {
      if (!relative.remove(timer)) {
        absolute.remove(timer);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (Timer due = next(); due != null; due = next()) {
        due.action.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the next action that is due; null once the queue is closed.
  private @Nullable Timer next() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Timer due = pollDue();
        if (due != null) {
          return due;
        }
        long wait = nanosToNext();
        if (wait == Long.MAX_VALUE) {
          changed.await();
        } else {
          var _ = changed.awaitNanos(wait);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /// The first action that is due by now, null when there is none. Called with the lock held, or by
  /// the tests, which have no thread running.
  @Nullable Timer pollDue() {
    if (!relative.isEmpty() && relative.first().dueNanos <= clock.monotonicNanos()) {
      return relative.pollFirst();
    }
    if (!absolute.isEmpty() && !absolute.first().dueTime.isAfter(clock.wall())) {
      return absolute.pollFirst();
    }
    return null;
  }

  private long nanosToNext() {
    long wait = Long.MAX_VALUE;
    if (!relative.isEmpty()) {
      wait = Math.max(1, relative.first().dueNanos - clock.monotonicNanos());
    }
    if (!absolute.isEmpty()) {
      Instant due = absolute.first().dueTime;
      long millis = Math.max(1, due.toEpochMilli() - clock.wall().toEpochMilli());
      wait = Math.min(wait, Math.min(WALL_CHECK_NANOS, TimeUnit.MILLISECONDS.toNanos(millis)));
    }
    return wait;
  }

  /// Ends the thread; actions that are not yet due never run.
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

  /// An action that waits for its time.
  static final class Timer {
    private final long number;
    private final long dueNanos;
    private final Instant dueTime;
    private final Runnable action;

    private Timer(long number, long dueNanos, Instant dueTime, Runnable action) {
      this.number = number;
      this.dueNanos = dueNanos;
      this.dueTime = dueTime;
      this.action = action;
    }

    /// Runs the action; for the tests, which have no thread running.
    void fire() {
      action.run();
    }
  }
}
