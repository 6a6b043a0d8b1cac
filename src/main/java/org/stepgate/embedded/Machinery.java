package org.stepgate.embedded;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.Interpreter;
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
