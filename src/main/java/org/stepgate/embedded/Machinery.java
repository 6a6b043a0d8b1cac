package org.stepgate.embedded;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.Interpreter;
import org.stepgate.engine.Outside;
import org.stepgate.engine.Surroundings;
import org.stepgate.store.StoreClock;

/// What an engine runs on beside the store: interpreter, threads, timers, chance, and the process
/// itself. The tests put their own in its place.
///
/// Threads: safe for use by any.
class Machinery {
  private static final Logger log = LogManager.getLogger(Machinery.class);
  private static final int EXIT_SOFTWARE = 70;

  /// The interpreter's answer to an event.
  Advance advance(Execution execution, Event event, Surroundings surroundings) {
    return Interpreter.advance(execution, event, surroundings);
  }

  /// Makes the threads that carry out task calls.
  ThreadFactory taskThreads() {
    return Thread.ofVirtual().factory();
  }

  /// Makes the threads that read the store and wait for others.
  ThreadFactory ioThreads() {
    return Thread.ofVirtual().factory();
  }

  /// What turns are carried out on.
  ///
  /// @param threads how many of them at a time
  Turns turns(int threads) {
    return new ComputeThreads(threads);
  }

  /// What the interpreter asks of the world.
  ///
  /// @param activities tells whether there is an activity of an ARN
  Outside outside(Predicate<String> activities) {
    return new WorkerOutside(activities);
  }

  /// Has timers watched from now on.
  void watch(TimerQueue timers, DueTimers due) {
    timers.start();
    due.start();
  }

  /// A number that seeds the random choices of one event.
  long seed() {
    return Seeds.next();
  }

  /// A number from 0 to below `bound`, each as likely.
  int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  /// Runs something later; never once `timers` is closed.
  void later(TimerQueue timers, StoreClock clock, Duration delay, Runnable action) {
    timers.atNanos(clock.monotonicNanos() + delay.toNanos(), action);
  }

  /// Ends the process at once and without a word to anybody: what was committed is carried on by
  /// others, and what was not is not.
  void endProcess() {
    Runtime.getRuntime().halt(EXIT_SOFTWARE);
  }

  /// Seeds for the random choices of one event each.
  private static final class Seeds {
    private static final RandomGenerator.SplittableGenerator ROOT =
        RandomGenerator.SplittableGenerator.of("L64X256MixRandom");
    private static final ThreadLocal<RandomGenerator> OF_THREAD =
        ThreadLocal.withInitial(Seeds::split);

    private Seeds() {}

    private static synchronized RandomGenerator split() {
      return ROOT.split();
    }

    static long next() {
      return OF_THREAD.get().nextLong();
    }
  }

  /// Ends the process when a failure shows that the virtual machine cannot be relied on: it has run
  /// out of memory or of threads, or is broken itself. Any code may have stopped half-way then. A
  /// stack that has overflowed is no such failure.
  final void examine(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof VirtualMachineError && !(each instanceof StackOverflowError)) {
        try {
          log.fatal("engine.virtual_machine_failed", failure);
        } finally {
          endProcess();
        }
        return;
      }
    }
  }
}
