package org.stepgate.tasks;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.stepgate.tasks.TaskOutcome.OutOfTime;

/// Carries out calls of libraries that know no limit of time.
///
/// The call has a virtual thread of its own: interrupting one ends the reading and the writing of
/// its socket and closes it, which is so for no other kind of thread.
final class BoundedCall {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private BoundedCall() {}

  /// What the call gives, or that its time is over.
  ///
  /// @throws InterruptedException when the calling thread is interrupted; the call is given up then
  static TaskOutcome run(Duration limit, Supplier<TaskOutcome> call) throws InterruptedException {
    var task = new FutureTask<>(call::get);
    Thread thread = Thread.ofVirtual().name("aws-call").start(task);
    try {
      return task.get(limit.toMillis() + 1, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      giveUp(task, thread);
      return new OutOfTime();
    } catch (InterruptedException e) {
      giveUp(task, thread);
      throw e;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException("a call failed", e);
      }
    }
  }

  private static void giveUp(FutureTask<?> task, Thread thread) throws InterruptedException {
    task.cancel(true);
    thread.join(PATIENCE);
  }
}
