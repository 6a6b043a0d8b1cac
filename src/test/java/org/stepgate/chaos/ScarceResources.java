package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// R13: workers run out of descriptors, have a heap of 48 MB, and run out of heap.
///
/// With a limit of as many descriptors as a worker holds at rest, none can be opened but the one
/// that is kept for that: orders are answered 503, and accepted by the same workers once the limit
/// is lifted. With a heap of 48 MB all is as always. With a still smaller one, requests that wait
/// with their bodies end workers by OutOfMemoryError; others take over, and what was acknowledged
/// is there.
final class ScarceResources implements Fault {
  private static final int WORKERS = 2;
  private static final int ORDERS = 20;
  private static final int MANY = 200;
  private static final int TOO_MANY = 400;
  private static final int LARGE_BYTES = 120_000;
  private static final int PAUSE_SECONDS = 2;
  private static final String MANY_DESCRIPTORS = "4096";
  private static final String HEAP = "-Xms16m -Xmx48m -Xmn12m";
  private static final String TOO_SMALL_HEAP = "-Xms16m -Xmx26m -Xmn8m";
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "R13";
  }

  @Override
  public String title() {
    return "no descriptors, 48 MB, out of memory";
  }

  @Override
  public Optional<String> obstacle() {
    return Programs.isInstalled("prlimit")
        ? Optional.empty()
        : Optional.of("prlimit is not installed (package util-linux)");
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int rounds = lab.size(1, 10);
    try (var orders = Orders.open(lab, WORKERS)) {
      var trial = new Trial(lab, orders);
      for (int round = 0; round < rounds; round++) {
        trial.noDescriptors();
        trial.smallHeap(trial.noHeap());
      }
      Finding found =
          orders.finding(3 * rounds, Percentile.p99(trial.recoveries), trial.violations);
      var notes = new ArrayList<>(found.notes());
      notes.add(trial.ended + " workers ended for want of heap");
      return new Finding(
          found.trials(),
          found.operations(),
          found.losses(),
          found.duplicates(),
          found.recovery(),
          found.violations(),
          notes);
    }
  }

  /// One want after the other.
  private static final class Trial {
    private final Lab lab;
    private final Orders orders;
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int ended;

    Trial(Lab lab, Orders orders) {
      this.lab = lab;
      this.orders = orders;
    }

    void noDescriptors() throws Exception {
      Site site = orders.site();
      Set<Long> workers = site.workers();
      Map<String, Integer> before = orders.load().refusals();
      for (long worker : workers) {
        limit(worker, Long.toString(new WorkerProcess(worker).descriptors()));
      }
      List<Future<Placed>> placed = orders.load().place(ORDERS, 0, 0);
      Polling.until("orders are refused", LIMIT, () -> !orders.load().refusals().equals(before));
      for (long worker : workers) {
        limit(worker, MANY_DESCRIPTORS);
      }
      long free = System.nanoTime();
      for (var order : placed) {
        orders.settle(order);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - free);
      recoveries.add(took);
      lab.within(BACK, took, "back to normal after the limit was lifted");
      if (!site.workers().equals(workers)) {
        violations.add("a worker has ended for want of descriptors");
      }
      orders.load().refusals().keySet().stream()
          .filter(answer -> !answer.startsWith("503") && !answer.equals(Load.NO_ANSWER))
          .forEach(answer -> violations.add("no descriptors: answers " + answer));
    }

    private static void limit(long worker, String soft) throws Exception {
      var ended =
          Programs.run(
              Map.of(), "prlimit", "--pid", Long.toString(worker), "--nofile=" + soft + ":");
      if (ended.exitCode() != 0) {
        throw new IllegalStateException(ended.err());
      }
    }

    void smallHeap(List<Future<Placed>> outstanding) throws Exception {
      restart(HEAP);
      Set<Long> workers = orders.site().workers();
      var placed = new ArrayList<>(outstanding);
      placed.addAll(orders.load().place(MANY, 1, 0));
      for (var order : placed) {
        orders.settle(order);
      }
      if (!orders.site().workers().equals(workers)) {
        violations.add("a worker has ended with a heap of 48 MB");
      }
    }

    /// @return the orders that are not settled
    List<Future<Placed>> noHeap() throws Exception {
      restart(TOO_SMALL_HEAP);
      Set<Long> workers = orders.site().workers();
      var placed = new ArrayList<Future<Placed>>();
      Polling.until(
          "a worker runs out of heap",
          LIMIT,
          () -> {
            if (placed.stream().allMatch(Future::isDone)) {
              placed.addAll(orders.load().placeLarge(TOO_MANY, PAUSE_SECONDS, LARGE_BYTES));
            }
            return !orders.site().workers().containsAll(workers);
          });
      long out = System.nanoTime();
      orders.site().awaitHealth();
      recoveries.add(Duration.ofNanos(System.nanoTime() - out));
      ended += workers.size();
      workers.retainAll(orders.site().workers());
      ended -= workers.size();
      return placed;
    }

    void restart(String options) throws Exception {
      Site site = orders.site();
      site.interrupt();
      site.awaitEnd();
      site.javaOptions(options).start();
      site.awaitAllWorkers();
    }
  }
}
