package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// R2: `kill -9` of Lighttpd while orders are under way, a new one, then `kill -9` of all workers.
///
/// The workers of the killed Lighttpd have to go by themselves: the new one would take their
/// sockets for somebody else's, and never replace them.
final class LighttpdKills implements Fault {
  private static final int WORKERS = 2;
  private static final int ORDERS = 10;

  /// Longer than an old worker may live on: nobody reads what it would answer then.
  private static final int PAUSE_SECONDS = 4;

  private static final Duration GONE = Duration.ofSeconds(2);
  private static final Duration SERVING = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "R2";
  }

  @Override
  public String title() {
    return "kill -9 of Lighttpd, of all workers";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int rounds = lab.size(5, 200);
    var gone = new ArrayList<Duration>();
    var serving = new ArrayList<Duration>();
    try (var orders = Orders.open(lab, WORKERS)) {
      Site site = orders.site();
      for (int round = 0; round < rounds; round++) {
        List<Future<Placed>> placed = orders.load().place(ORDERS, PAUSE_SECONDS, 0);
        int some = lab.random().nextInt(ORDERS / 2);
        Polling.until(
            some + " acknowledged orders",
            LIMIT,
            () -> placed.stream().filter(Future::isDone).count() >= some);
        site.killLighttpd();
        long killed = System.nanoTime();
        Polling.until("end of the old workers", LIMIT, site::survivors, Set::isEmpty);
        gone.add(since(killed));

        long restarted = System.nanoTime();
        site.start();
        site.awaitHealth();
        serving.add(since(restarted));

        site.awaitAllWorkers();
        for (long worker : site.workers()) {
          Programs.signal("KILL", worker);
        }
        long emptied = System.nanoTime();
        site.awaitHealth();
        serving.add(since(emptied));
        site.awaitAllWorkers();
        for (var order : placed) {
          orders.settle(order);
        }
      }
      lab.within(GONE, Percentile.p99(gone), "workers outlived their Lighttpd");
      lab.within(SERVING, Percentile.p99(serving), "the pool served again");
      return orders
          .finding(rounds, Percentile.p99(serving), List.of())
          .withNote(
              "old workers were gone after at most " + Percentile.p99(gone).toMillis() + " ms");
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
