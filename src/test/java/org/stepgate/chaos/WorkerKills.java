package org.stepgate.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// R1: `kill -9` of random workers while orders are placed and executed.
///
/// Each kill has its own orders, 20 or 10: the worker dies after a random number of them is
/// acknowledged, so that some are about to start, some are at their tasks and some rest. A schedule
/// ticks every minute beside them.
final class WorkerKills implements Fault {
  private static final int WORKERS = 4;
  private static final int OVERLAPPING_KILLS = 3;
  private static final Duration RECOVERY = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "R1";
  }

  @Override
  public String title() {
    return "kill -9 of workers";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int kills = lab.size(100, 3_000);
    int ordersPerKill = lab.size(19, 9);
    var recoveries = new ArrayList<Duration>();
    var outstanding = new ArrayDeque<Future<Placed>>();
    Site prepared = lab.prepared(WORKERS);
    Ticks.addTo(prepared.config(), ChronoUnit.MINUTES);
    try (var orders = Orders.open(lab, prepared.startAll())) {
      var ticks = new Ticks(prepared, ChronoUnit.MINUTES, Instant.now());
      for (int kill = 0; kill < kills; kill++) {
        List<Future<Placed>> placed =
            orders.load().place(ordersPerKill, lab.random().nextInt(2), 0);
        int some = lab.random().nextInt(ordersPerKill);
        Polling.until(
            some + " acknowledged orders",
            LIMIT,
            () -> placed.stream().filter(Future::isDone).count() >= some);
        long killed = kill(orders.site(), lab);
        Placed next = orders.settle(orders.load().place());
        recoveries.add(Duration.ofNanos(next.acknowledgedAt() - killed));
        outstanding.addAll(placed);
        while (outstanding.size() > ordersPerKill * OVERLAPPING_KILLS) {
          orders.settle(outstanding.remove());
        }
      }
      for (var order : outstanding) {
        orders.settle(order);
      }
      Duration recovery = Percentile.p99(recoveries);
      lab.within(RECOVERY, recovery, "the next order was acknowledged after a kill, at p99");
      return orders.finding(kills, recovery, ticks.faults(Instant.now()));
    }
  }

  /// @return when, in nanoseconds
  private static long kill(Site site, Lab lab) throws Exception {
    var workers =
        Polling.until("a worker", LIMIT, () -> List.copyOf(site.workers()), w -> !w.isEmpty());
    long now = System.nanoTime();
    Programs.signal("KILL", lab.anyOf(workers));
    return now;
  }
}
