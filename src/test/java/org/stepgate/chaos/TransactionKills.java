package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;

/// R1, its second part: a worker dies by `kill -9` at each `pwrite` and each `fsync` of the
/// transactions of an order, one after the other.
final class TransactionKills implements Fault {
  private static final int WORKERS = 2;
  private static final int ORDERS = 4;
  private static final int ENOUGH_ORDERS = 200;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// @param call the system call at which the worker dies
  /// @param number the first, the second … of them
  private record Moment(String call, int number) {}

  @Override
  public String id() {
    return "R1";
  }

  @Override
  public String title() {
    return "kill -9 at each write of a commit";
  }

  @Override
  public Optional<String> obstacle() {
    return Tracing.obstacle();
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    List<Moment> moments = moments(lab);
    var violations = new ArrayList<String>();
    try (var orders = Orders.open(lab, WORKERS)) {
      for (Moment moment : moments) {
        if (!killed(orders, lab, moment)) {
          violations.add("no worker came to " + moment + ", so none was killed");
        }
        orders.site().awaitAllWorkers();
      }
      return orders.finding(moments.size(), null, violations);
    }
  }

  /// The calls of about one order in the quick size, and of some more in the other.
  private static List<Moment> moments(Lab lab) {
    var moments = new ArrayList<Moment>();
    for (int number = 1; number <= lab.size(8, 60); number++) {
      moments.add(new Moment("pwrite64", number));
    }
    for (int number = 1; number <= lab.size(3, 20); number++) {
      moments.add(new Moment("fsync", number));
    }
    return moments;
  }

  private static boolean killed(Orders orders, Lab lab, Moment moment) throws Exception {
    Site site = orders.site();
    long worker = lab.anyOf(List.copyOf(site.workers()));
    String inject = "inject=%s:signal=SIGKILL:when=%d".formatted(moment.call(), moment.number());
    try (var _ = Tracing.of(worker, inject)) {
      for (int placed = 0; placed < ENOUGH_ORDERS; placed += ORDERS) {
        for (var order : orders.load().place(ORDERS, 0, 0)) {
          orders.settle(order);
        }
        if (!Programs.alive(worker)) {
          Polling.until(
              "end of the killed worker",
              LIMIT,
              site::workers,
              (Set<Long> there) -> !there.contains(worker));
          return true;
        }
      }
    }
    return false;
  }
}
