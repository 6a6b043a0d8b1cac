package org.stepgate.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// R17: machines that loop without a Wait, that make a million iterations, that double a text for
/// ever, run beside orders. Each comes to its documented end, and the orders go on.
final class GreedyExecutions implements Fault {
  static final Path SITE = Path.of("test-fixtures/greedy-site");

  private static final int WORKERS = 2;
  private static final Duration BETWEEN = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// What the 99th percentile of the orders may be beside them: so many times that of a quiet pool,
  /// or this, whichever is more.
  private static final int TIMES = 10;

  private static final Duration BOUND = Duration.ofSeconds(3);

  /// How each of them ends.
  private static final TreeMap<String, String> ENDS = new TreeMap<>();

  static {
    ENDS.put("loop", "States.Runtime");
    ENDS.put("explosion", "States.Runtime");
    ENDS.put("payload", "States.DataLimitExceeded");
  }

  @Override
  public String id() {
    return "R17";
  }

  @Override
  public String title() {
    return "greedy executions beside orders";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int orders = lab.size(200, 2_000);
    int ofEach = lab.size(4, 20);
    var violations = new ArrayList<String>();
    Path directory = Files.createDirectories(lab.directory().resolve("site"));
    try (var ledger = new Ledger()) {
      Site site = Site.start(directory, SITE, WORKERS);
      try {
        SiteClient client = site.client();
        var _ = OrderTimes.of(client, ledger, 0, orders, BETWEEN); // The compiler warms up.
        var quiet = OrderTimes.of(client, ledger, orders, orders, BETWEEN);
        var greedy = new ArrayList<String>();
        for (int i = 0; i < ofEach; i++) {
          for (String machine : ENDS.keySet()) {
            greedy.add(start(client, machine));
          }
        }
        List<String> endless = List.of(start(client, "endless"), start(client, "endless"));
        var beside = OrderTimes.of(client, ledger, 2 * orders, orders, BETWEEN);
        for (String id : endless) {
          String status = client.describe(id).string("status");
          if (!"RUNNING".equals(status)) {
            violations.add("void: the endless execution is " + status);
          }
          var _ = client.post(SiteClient.path(id) + "/stop", "{}");
        }
        for (String id : greedy) {
          JsonObject ended = client.awaitEnd(id, PATIENCE);
          String machine = id.split(":", -1)[1];
          if (!ENDS.get(machine).equals(ended.string("error"))) {
            violations.add(machine + " has ended as " + ended);
          }
        }
        beside.refused().stream().limit(3).forEach(each -> violations.add("refused: " + each));
        Duration bound = quiet.p99().multipliedBy(TIMES);
        bound = bound.compareTo(BOUND) < 0 ? BOUND : bound;
        lab.within(bound, beside.p99(), "orders beside them, at p99");
        return new Finding(
            greedy.size() + endless.size(),
            3L * orders,
            beside.refused().size(),
            0,
            null,
            violations,
            List.of(
                "p99 of orders: %d ms alone, %d ms beside %d greedy executions"
                    .formatted(
                        quiet.p99().toMillis(),
                        beside.p99().toMillis(),
                        greedy.size() + endless.size())));
      } finally {
        site.close();
      }
    }
  }

  static String start(SiteClient client, String machine) throws Exception {
    var answer = client.post("/stepgate/machines/" + machine + "/executions", "{}");
    String execution = answer.json().string("execution");
    return execution == null ? String.valueOf(answer.json().string("id")) : execution;
  }
}
