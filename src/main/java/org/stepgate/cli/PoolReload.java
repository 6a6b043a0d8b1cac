package org.stepgate.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.LiveWorker.Phase;

/// Replaces the workers of a pool one by one, so that the others serve meanwhile.
///
/// The web server starts the replacements by itself. The next worker is ended only when as many
/// serve as at the beginning; when that does not come to be, the rest is left as it is.
final class PoolReload {
  private final Pool pool;
  private final Time time;
  private final Duration patience;
  private final Consumer<String> out;

  /// The pool as the operating system shows it.
  interface Pool {
    /// The workers that live, by process number.
    List<LiveWorker> workers() throws IOException;

    /// Has a worker drain and end; false when that cannot be.
    boolean end(LiveWorker worker);
  }

  /// Time as it passes.
  interface Time {
    /// Nanoseconds of the monotonic clock.
    long nanos();

    /// Lets a moment pass.
    void pass() throws InterruptedException;
  }

  /// @param patience how long one worker may take to end, or to come
  /// @param out takes lines for the person at the terminal
  PoolReload(Pool pool, Time time, Duration patience, Consumer<String> out) {
    this.pool = pool;
    this.time = time;
    this.patience = patience;
    this.out = out;
  }

  /// Replaces those who serve now.
  ///
  /// @param alone whether the only worker of a pool may be replaced too
  /// @throws CommandException when it cannot be finished; the message says how far it came
  void run(boolean alone) throws IOException, InterruptedException {
    List<LiveWorker> old = settled();
    if (old.isEmpty()) {
      throw new CommandException(ExitCode.UNAVAILABLE, "no worker of this pool runs");
    }
    if (old.size() == 1 && !alone) {
      throw new CommandException(
          ExitCode.UNAVAILABLE,
          "there is only one worker: until its replacement serves, requests would be answered 503."
              + " Run two, or say --alone");
    }
    int replaced = 0;
    for (LiveWorker worker : old) {
      replace(worker, old.size(), replaced);
      replaced++;
    }
    out.accept(replaced + (replaced == 1 ? " worker replaced" : " workers replaced"));
  }

  /// The workers, once none of them is on its way in or out.
  private List<LiveWorker> settled() throws IOException, InterruptedException {
    long start = time.nanos();
    List<LiveWorker> workers = pool.workers();
    while (!workers.stream().allMatch(PoolReload::serves)) {
      if (isOver(start)) {
        throw new CommandException(
            ExitCode.UNAVAILABLE,
            "after "
                + text(patience)
                + " a worker still starts or drains; nothing was done: "
                + list(workers));
      }
      time.pass();
      workers = pool.workers();
    }
    return workers;
  }

  private void replace(LiveWorker worker, int wanted, int replaced)
      throws IOException, InterruptedException {
    long start = time.nanos();
    if (!pool.end(worker) && isThere(worker, pool.workers())) {
      throw new CommandException(
          ExitCode.NO_PERMISSION,
          "this user may not end the worker "
              + worker.pid()
              + "; run it as the pool's user or root");
    }
    out.accept("worker " + worker.pid() + " drains");
    List<LiveWorker> workers = pool.workers();
    while (isThere(worker, workers)
        || workers.stream().filter(PoolReload::serves).count() < wanted) {
      if (isOver(start)) {
        throw new CommandException(
            ExitCode.UNAVAILABLE,
            (isThere(worker, workers)
                    ? "worker " + worker.pid() + " has not ended"
                    : "no other worker serves in place of " + worker.pid())
                + " after "
                + text(patience)
                + "; "
                + replaced
                + " of "
                + wanted
                + " were replaced, the rest was left alone: "
                + list(workers));
      }
      time.pass();
      workers = pool.workers();
    }
    out.accept(
        "worker %d replaced after %s"
            .formatted(worker.pid(), text(Duration.ofNanos(time.nanos() - start))));
  }

  private boolean isOver(long start) {
    return time.nanos() - start > patience.toNanos();
  }

  private static boolean serves(LiveWorker worker) {
    return worker.phase() == Phase.SERVING;
  }

  private static boolean isThere(LiveWorker worker, List<LiveWorker> workers) {
    return workers.stream()
        .anyMatch(one -> one.pid() == worker.pid() && one.startTicks() == worker.startTicks());
  }

  private static String list(List<LiveWorker> workers) {
    return workers.isEmpty()
        ? "no worker runs"
        : String.join(
            ", ",
            workers.stream()
                .map(one -> one.pid() + " " + one.phase().name().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static String text(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
  }
}
