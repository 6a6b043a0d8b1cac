package org.stepgate.embedded;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// The platform threads on which executions are interpreted: as many as configured, and for each
/// turn that takes long another one, so that the others go on.
///
/// A turn ends by itself, as what it evaluates is bounded; a thread cannot be ended from outside.
/// Until then it shares the processors with the others, which the operating system sees to. A watch
/// looks at the turns while there are any.
///
/// Threads: safe for use by any.
final class ComputeThreads implements Turns {
  private static final Logger log = LogManager.getLogger(ComputeThreads.class);

  /// How many turns that take long get a substitute.
  static final int SUBSTITUTES = 16;

  private static final long LONG_TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /// Deep expressions need about a kilobyte a level and more.
  private static final long STACK_BYTES = 2L << 20;

  private static final int QUIET_LOOKS = 50;
  private static final long CLOSE_SECONDS = 5;

  private final int usual;
  private final ThreadPoolExecutor threads;
  private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
  private final Thread watch;
  private volatile boolean watching;
  private volatile boolean closed;

  /// @param usual how many threads there are when no turn takes long, 1 or more
  ComputeThreads(int usual) {
    this.usual = usual;
    this.threads =
        new ThreadPoolExecutor(
            usual, usual, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Worker::new);
    this.watch = Thread.ofPlatform().name("compute-watch").daemon().unstarted(this::look);
    watch.start();
  }

  /// A thread that tells since when it has been at its turn.
  private static final class Worker extends Thread {
    /// By `System.nanoTime`; 0 between two turns.
    private volatile long since;

    Worker(Runnable work) {
      super(null, work, "compute", STACK_BYTES);
      setDaemon(true);
    }
  }

  /// Runs a turn on one of the threads.
  ///
  /// @throws RejectedExecutionException once this is closed
  @Override
  public void execute(Runnable turn) {
    threads.execute(() -> run(turn));
    if (!watching) {
      watching = true;
      LockSupport.unpark(watch);
    }
  }

  private void run(Runnable turn) {
    Worker self = (Worker) Thread.currentThread();
    workers.add(self);
    self.since = System.nanoTime() | 1;
    try {
      turn.run();
    } finally {
      self.since = 0;
    }
  }

  private void look() {
    int quiet = 0;
    while (!closed) {
      long now = System.nanoTime();
      int busy = 0;
      int late = 0;
      for (Worker worker : workers) {
        long since = worker.since;
        if (since != 0) {
          busy++;
          late += now - since > LONG_TURN_NANOS ? 1 : 0;
        }
      }
      workers.removeIf(worker -> worker.since == 0 && !worker.isAlive());
      resize(usual + Math.min(late, SUBSTITUTES));
      quiet = busy == 0 && threads.getQueue().isEmpty() ? quiet + 1 : 0;
      if (quiet < QUIET_LOOKS) {
        LockSupport.parkNanos(this, LOOK_NANOS);
      } else {
        quiet = 0;
        watching = false;
        // A turn that came just now either saw this, or is seen here.
        if (threads.getQueue().isEmpty() && threads.getActiveCount() == 0) {
          LockSupport.park(this);
        }
        watching = true;
      }
    }
  }

  private void resize(int size) {
    int before = threads.getCorePoolSize();
    if (size > before) {
      log.debug("compute.substituted threads={}", size);
      threads.setMaximumPoolSize(size);
      threads.setCorePoolSize(size);
    } else if (size < before) {
      threads.setCorePoolSize(size);
      threads.setMaximumPoolSize(size);
    }
  }

  /// Carries out what is queued, within a few seconds, and ends the threads.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        log.warn("compute.threads_busy seconds={}", CLOSE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    LockSupport.unpark(watch);
  }
}
