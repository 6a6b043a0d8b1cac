package org.stepgate.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;

/// R7: `fsync` answers EIO, by turns each call of all workers for a while, and one call in a few
/// while orders are placed and executed.
///
/// While none succeeds nothing is acknowledged: orders are refused with 503 and `Retry-After`.
/// Afterwards each worker has opened its connection anew, and all goes on without a restart.
final class BrokenFsync implements Fault {
  private static final int WORKERS = 2;
  private static final int ORDERS = 20;
  private static final int PAUSE_SECONDS = 1;
  private static final long BROKEN_MILLIS = 1_000;
  private static final String ALWAYS = "inject=fsync,fdatasync:error=EIO";
  private static final String NOW_AND_THEN = "inject=fsync,fdatasync:error=EIO:when=2+3";
  private static final String REFUSED = "503 with Retry-After";
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "R7";
  }

  @Override
  public String title() {
    return "fsync answers EIO";
  }

  @Override
  public Optional<String> obstacle() {
    return Tracing.obstacle();
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int rounds = lab.size(2, 50);
    var recoveries = new ArrayList<Duration>();
    var violations = new ArrayList<String>();
    try (var orders = Orders.open(lab, WORKERS)) {
      Set<Long> workers = orders.site().workers();
      for (int round = 0; round < rounds; round++) {
        List<Future<Placed>> placed = orders.load().place(ORDERS, PAUSE_SECONDS, 0);
        if (round % 2 == 0) {
          placed = withoutFsync(orders, placed, violations);
        } else {
          placed = sometimesWithoutFsync(orders, placed);
        }
        long well = System.nanoTime();
        for (var order : placed) {
          orders.settle(order);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - well);
        recoveries.add(took);
        lab.within(BACK, took, "back to normal after the disk was well again");
      }
      if (!orders.site().workers().equals(workers)) {
        violations.add("a worker has ended");
      }
      for (Map.Entry<String, Integer> answer : orders.load().refusals().entrySet()) {
        if (!answer.getKey().equals(REFUSED) && !answer.getKey().equals(Load.NO_ANSWER)) {
          violations.add("answers " + answer.getKey() + ": " + answer.getValue());
        }
      }
      return orders.finding(rounds, Percentile.p99(recoveries), violations);
    }
  }

  /// @return the orders that are not settled
  private static List<Future<Placed>> withoutFsync(
      Orders orders, List<Future<Placed>> placed, List<String> violations) throws Exception {
    var left = new ArrayList<>(placed);
    try (var _ = new Tracings(orders.site(), ALWAYS)) {
      // What had reached the disk before is acknowledged by now.
      Polling.until("an order is refused", LIMIT, () -> refused(orders) > 0);
      int before = orders.journal().all().size();
      left.addAll(orders.load().place(ORDERS, 0, 0));
      int refused = refused(orders);
      Polling.until("orders are refused", LIMIT, () -> refused(orders) > refused + ORDERS);
      TimeUnit.MILLISECONDS.sleep(BROKEN_MILLIS);
      int acknowledged = orders.journal().all().size() - before;
      if (acknowledged > 0) {
        violations.add(
            acknowledged + " orders were acknowledged that no fsync has brought to disk");
      }
    }
    return left;
  }

  private static List<Future<Placed>> sometimesWithoutFsync(
      Orders orders, List<Future<Placed>> placed) throws Exception {
    var left = new ArrayList<>(placed);
    try (var _ = new Tracings(orders.site(), NOW_AND_THEN)) {
      int refused = refused(orders);
      Polling.until(
          "orders are placed",
          LIMIT,
          () -> {
            left.addAll(orders.load().place(WORKERS, 0, 0));
            return refused(orders) > refused && placed.stream().allMatch(Future::isDone);
          });
    }
    return left;
  }

  private static int refused(Orders orders) {
    return orders.load().refusals().getOrDefault(REFUSED, 0);
  }

  /// All workers under the same injection.
  private static final class Tracings implements AutoCloseable {
    private final List<Tracing> all = new ArrayList<>();

    Tracings(Site site, String inject) throws Exception {
      for (long worker : site.workers()) {
        all.add(Tracing.of(worker, inject));
      }
    }

    @Override
    public void close() throws IOException {
      for (var tracing : all) {
        tracing.close();
      }
    }
  }
}
