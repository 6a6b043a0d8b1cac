package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.stepgate.store.StoreClock;

final class TimerQueueTest {
  private final HandClock clock = new HandClock();
  private final TimerQueue queue = new TimerQueue(clock);
  private final List<String> fired = new ArrayList<>();

  private void fireDue() {
    for (var due = queue.pollDue(); due != null; due = queue.pollDue()) {
      due.fire();
    }
  }

  @Test
  void pollDue_relativeTimers_fireInOrderOfTheirDeadline() {
    long now = clock.monotonicNanos();
    queue.atNanos(now + 20, () -> fired.add("second"));
    queue.atNanos(now + 10, () -> fired.add("first"));
    queue.atNanos(now + 20, () -> fired.add("third"));

    fireDue();
    assertThat(fired).isEmpty();

    clock.pass(Duration.ofNanos(20));
    fireDue();
    assertThat(fired).containsExactly("first", "second", "third");
  }

  @Test
  void pollDue_wallClockJumpsForward_firesAbsoluteTimersOnly() {
    queue.atNanos(clock.monotonicNanos() + 10, () -> fired.add("relative"));
    queue.atTime(clock.wall().plusSeconds(3600), () -> fired.add("absolute"));

    clock.setWall(clock.wall().plusSeconds(3600));
    fireDue();

    assertThat(fired).containsExactly("absolute");
  }

  @Test
  void pollDue_wallClockJumpsBack_firesRelativeTimersOnly() {
    queue.atNanos(clock.monotonicNanos() + 10, () -> fired.add("relative"));
    queue.atTime(clock.wall().plusSeconds(1), () -> fired.add("absolute"));

    clock.pass(Duration.ofNanos(10));
    clock.setWall(clock.wall().minusSeconds(3600));
    fireDue();

    assertThat(fired).containsExactly("relative");
  }

  @Test
  void cancel_timer_neverFires() {
    var relative = queue.atNanos(clock.monotonicNanos() + 10, () -> fired.add("relative"));
    var absolute = queue.atTime(clock.wall().plusSeconds(1), () -> fired.add("absolute"));

    queue.cancel(relative);
    queue.cancel(absolute);
    clock.pass(Duration.ofSeconds(2));
    fireDue();

    assertThat(fired).isEmpty();
  }

  @Test
  void start_realClock_firesATimerThatIsSetWhileTheThreadSleeps() throws InterruptedException {
    var done = new CountDownLatch(2);
    try (var running = new TimerQueue(StoreClock.system())) {
      running.start();
      running.atNanos(System.nanoTime() + Duration.ofDays(1).toNanos(), () -> fired.add("late"));
      running.atNanos(System.nanoTime(), done::countDown);
      running.atTime(StoreClock.system().wall(), done::countDown);

      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(fired).isEmpty();
  }
}
