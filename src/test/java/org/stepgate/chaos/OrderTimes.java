package org.stepgate.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.stepgate.site.SiteClient;

/// How long orders took from the request to the answer with the execution's output, both effects
/// included.
///
/// @param took of each that was answered so
/// @param refused what came in place of the output, for each of the others
record OrderTimes(List<Duration> took, List<String> refused) {
  /// Places orders one after the other, whether those before have ended or not.
  ///
  /// @param first the number of the first
  static OrderTimes of(SiteClient client, Ledger ledger, int first, int count, Duration between)
      throws Exception {
    var took = new ArrayList<Duration>();
    var refused = new ArrayList<String>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var orders = new ArrayList<Future<Object>>();
      for (int i = 0; i < count; i++) {
        int order = first + i;
        orders.add(threads.submit(() -> place(client, ledger, order)));
        TimeUnit.NANOSECONDS.sleep(between.toNanos());
      }
      for (Future<Object> each : orders) {
        if (each.get() instanceof Duration time) {
          took.add(time);
        } else {
          refused.add(each.get().toString());
        }
      }
    }
    return new OrderTimes(took, refused);
  }

  private static Object place(SiteClient client, Ledger ledger, int order)
      throws InterruptedException {
    long start = System.nanoTime();
    try {
      SiteClient.Answer answer =
          client.post(
              "/orders",
              "{\"ledger\":\"%s\",\"order\":%d}".formatted(ledger.url(), order),
              "Idempotency-Key",
              Load.key(order),
              "Prefer",
              "wait=20");
      return answer.status() == 200 ? Duration.ofNanos(System.nanoTime() - start) : answer;
    } catch (IOException e) {
      return e;
    }
  }

  Duration p99() {
    return Percentile.p99(took);
  }
}
