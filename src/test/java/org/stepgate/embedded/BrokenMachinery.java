package org.stepgate.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.Surroundings;
import org.stepgate.store.StoreClock;

/// Machinery that breaks where a test says so, and whose time a test moves.
final class BrokenMachinery extends Machinery {
  private final BlockingQueue<Retry> retries = new LinkedBlockingQueue<>();
  final CountDownLatch processEnded = new CountDownLatch(1);

  /// Which events of which executions that run are not answered.
  volatile BiPredicate<String, Event> interpreterBreaks = (_, _) -> false;

  volatile Supplier<Throwable> failure = () -> new IllegalStateException("broken by the test");

  /// How many task calls get no thread.
  final AtomicInteger threadsMissing = new AtomicInteger();

  private record Retry(Duration delay, Runnable action) {}

  @Override
  Advance advance(Execution execution, Event event, Surroundings surroundings) {
    if (!execution.header().status().isClosed()
        && interpreterBreaks.test(execution.identity().name(), event)) {
      throw thrown(failure.get());
    }
    return super.advance(execution, event, surroundings);
  }

  /// Throws an error; an exception is for the caller to throw.
  static RuntimeException thrown(@Nullable Throwable failure) {
    return switch (failure) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      case null, default -> throw new AssertionError("neither unchecked nor an error", failure);
    };
  }

  @Override
  ThreadFactory taskThreads() {
    ThreadFactory threads = super.taskThreads();
    return action -> {
      if (threadsMissing.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
        throw thrown(failure.get());
      }
      return threads.newThread(action);
    };
  }

  @Override
  void later(TimerQueue timers, StoreClock clock, Duration delay, Runnable action) {
    retries.add(new Retry(delay, action));
  }

  @Override
  void endProcess() {
    processEnded.countDown();
  }

  /// Waits until something is to be done later, does it, and gives the time that it would wait.
  long pass() throws InterruptedException {
    Retry next = retries.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("something to be done later").isNotNull();
    next.action().run();
    return next.delay().toMillis();
  }

  /// Takes what is to be done later, which is not done then.
  void takeRest() {
    assertThat(retries).hasSize(1);
    retries.clear();
  }

  /// Waits until something is to be done later.
  void awaitRetry() {
    while (retries.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /// Does what is to be done later as soon as it is known, on a thread of its own.
  void passAll() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              retries.take().action().run();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
