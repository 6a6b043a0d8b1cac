package org.stepgate.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// R18: executions are kept for five seconds only, so that those that have ended are removed all
/// the time while others are placed. Nobody is stopped by that, nothing that runs goes, and what
/// was removed is remembered by its key.
final class RetentionUnderLoad implements Fault {
  private static final int WORKERS = 2;
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(3);
  private static final int WARM_UP = 200;
  private static final String KEPT = "\nretention: { executions: 5s, names: 1h }\n";

  @Override
  public String id() {
    return "R18";
  }

  @Override
  public String title() {
    return "removal of old executions under load";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int orders = lab.size(750, 15_000);
    var violations = new ArrayList<String>();
    Path directory = Files.createDirectories(lab.directory().resolve("site"));
    try (var ledger = new Ledger()) {
      Site site = Site.prepare(directory, GreedyExecutions.SITE, WORKERS);
      try {
        Files.writeString(site.config().resolve("stepgate.yaml"), KEPT, StandardOpenOption.APPEND);
        site.start();
        site.awaitAllWorkers();
        SiteClient client = site.client();
        String running = GreedyExecutions.start(client, "waits");
        // The compiler warms up.
        var warm = OrderTimes.of(client, ledger, orders, WARM_UP, BETWEEN.multipliedBy(2));
        var times = OrderTimes.of(client, ledger, 0, orders, BETWEEN);
        times.refused().stream().limit(3).forEach(each -> violations.add("refused: " + each));
        int most = client.executionCount("effects");
        if (most == orders) {
          violations.add("void: nothing was removed meanwhile");
        }
        lab.within(BOUND, times.p99(), "orders, at p99");
        Polling.until(
            "removal of all that has ended",
            PATIENCE,
            () -> client.executionCount("effects"),
            left -> left == 0);
        if (!"RUNNING".equals(client.describe(running).string("status"))) {
          violations.add("the running execution has gone");
        }
        SiteClient.Answer again =
            client.post(
                "/orders",
                "{\"ledger\":\"%s\",\"order\":0}".formatted(ledger.url()),
                "Idempotency-Key",
                Load.key(0));
        if (ledger.effects().size() != 2 * (orders + warm.took().size())) {
          violations.add("the key of a removed execution has started another: " + again);
        }
        return new Finding(
            1,
            orders,
            times.refused().size(),
            0,
            null,
            violations,
            List.of(
                "p99 of orders %d ms; %d of %d left when the last was placed, none a few seconds"
                        .formatted(times.p99().toMillis(), most, orders)
                    + " later; the key of a removed one answers "
                    + again.status()));
      } finally {
        site.close();
      }
    }
  }
}
