package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// R3: SIGSTOP of a worker, by turns anywhere and in the middle of writing a transaction, and
/// SIGCONT at any time in the fifteen seconds after it: before the others have given it up, and
/// when they have taken over its work.
final class StoppedWorkers implements Fault {
  private static final int WORKERS = 3;
  private static final int ORDERS = 10;
  private static final Duration SERVED = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public String id() {
    return "R3";
  }

  @Override
  public String title() {
    return "SIGSTOP, take over, SIGCONT";
  }

  @Override
  public Optional<String> obstacle() {
    return Tracing.obstacle();
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int rounds = lab.size(5, 300);
    var served = new ArrayList<Duration>();
    try (var orders = Orders.open(lab, WORKERS)) {
      Site site = orders.site();
      for (int round = 0; round < rounds; round++) {
        List<Future<Placed>> placed = orders.load().place(ORDERS, 1, 0);
        long worker = lab.anyOf(List.copyOf(site.workers()));
        if (round % 2 == 0) {
          Programs.signal("STOP", worker);
        } else {
          // Closed before SIGCONT, which would not reach a process that is being traced.
          try (var _ = Tracing.of(worker, "inject=pwrite64:signal=SIGSTOP:when=3")) {
            Polling.until("a worker stopped in a transaction", LIMIT, () -> stopped(worker));
          }
        }
        long stop = System.nanoTime();
        List<Future<Placed>> probes = orders.load().place(WORKERS * 2, 0, 0);
        // Its end is part of the fault: the moment of SIGCONT, not a wait for something to happen.
        TimeUnit.MILLISECONDS.sleep(lab.random().nextInt((int) SERVED.toMillis()));
        Programs.signal("CONT", worker);
        for (var probe : probes) {
          served.add(Duration.ofNanos(orders.settle(probe).acknowledgedAt() - stop));
        }
        for (var order : placed) {
          orders.settle(order);
        }
        site.awaitAllWorkers();
      }
      Duration worst = Percentile.p99(served);
      lab.within(SERVED, worst, "an order was acknowledged after a worker was stopped");
      return orders.finding(rounds, worst, List.of());
    }
  }

  private static boolean stopped(long pid) throws Exception {
    return Programs.state(pid) == 'T' || Programs.state(pid) == 't';
  }
}
