package org.stepgate.chaos;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Site;

/// R12: `stepgate reload` while 200 requests are in flight all the time. Half of them wait for the
/// end of their execution, which takes two seconds. None may need a second try.
final class Reloads implements Fault {
  private static final int WORKERS = 2;
  private static final int IN_FLIGHT = 200;

  /// How many requests there are in a round altogether.
  private static final int MOST = 500;

  private static final int PAUSE_SECONDS = 2;
  private static final long BETWEEN_LOOKS_MILLIS = 100;
  private static final String STEPGATE = Path.of("scripts/stepgate").toAbsolutePath().toString();

  @Override
  public String id() {
    return "R12";
  }

  @Override
  public String title() {
    return "reload with 200 requests in flight";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int rounds = lab.size(3, 100);
    var violations = new ArrayList<String>();
    var reloads = new ArrayList<Duration>();
    try (var orders = Orders.open(lab, WORKERS)) {
      Site site = orders.site();
      for (int round = 0; round < rounds; round++) {
        var old = site.workers();
        var placed = new ArrayList<Future<Placed>>();
        long start = System.nanoTime();
        Process reload = reload(site);
        while (reload.isAlive()) {
          long inFlight = placed.stream().filter(order -> !order.isDone()).count();
          int missing = Math.min(IN_FLIGHT - (int) inFlight, MOST - placed.size());
          placed.addAll(orders.load().place(missing, PAUSE_SECONDS, 0));
          reload.waitFor(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
        }
        reloads.add(Duration.ofNanos(System.nanoTime() - start));
        String said = new String(reload.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (reload.exitValue() != 0) {
          violations.add("stepgate reload ended with " + reload.exitValue() + ": " + said);
        }
        var left = site.workers();
        left.retainAll(old);
        if (!left.isEmpty()) {
          violations.add("not replaced: " + left);
        }
        for (var order : placed) {
          Placed one = orders.settle(order);
          if (one.tries() > 1) {
            violations.add("order " + one.order() + " was refused first: " + one.refused());
          }
        }
      }
      Duration longest = Percentile.p99(reloads);
      return orders.finding(rounds, longest, violations);
    }
  }

  private static Process reload(Site site) throws Exception {
    return new ProcessBuilder(STEPGATE, "reload", "--state", site.state().toString())
        .redirectErrorStream(true)
        .start();
  }
}
