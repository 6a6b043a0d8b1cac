package org.stepgate.routes;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The platform threads on which expressions are evaluated, as many as there are cores.
///
/// The JSONata library makes a parser for each thread that evaluates, which costs more than a small
/// evaluation; and a virtual thread that computes for long keeps others from the processor. One for
/// the whole process, as cores are shared by the whole process; its threads end when they are idle.
final class EvaluationThreads {
  private static final long IDLE_SECONDS = 10;

  /// Deep expressions need about a kilobyte a level and more.
  private static final long STACK_BYTES = 2L << 20;

  private static final ThreadPoolExecutor THREADS = threads();

  private EvaluationThreads() {}

  private static ThreadPoolExecutor threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    var threads =
        new ThreadPoolExecutor(
            cores,
            cores,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("evaluation-", 0).daemon().stackSize(STACK_BYTES).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /// What the evaluation gives, or what it throws. It bounds itself, so the wait is not
  /// interrupted; the thread's interrupt flag is kept.
  static <T> T evaluate(Supplier<T> evaluation) {
    Future<T> result = THREADS.submit(evaluation::get);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unchecked(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("a supplier threw a checked exception", e);
    };
  }
}
