package org.stepgate.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stepgate.chaos.Journal.Acknowledgement;
import org.stepgate.site.SiteClient;

/// Places orders. Each is sent again with the same `Idempotency-Key` until it is acknowledged: by a
/// 200 with the output of its execution, or by a 202 that names it.
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// The refusal of a connection that was closed, as an idle one is now and then just as it is used
  /// again.
  static final String NO_ANSWER = "no answer";

  private static final String NOW = "respond-async";
  private static final int BETWEEN_TRIES_MILLIS = 100;

  private final SiteClient client;
  private final Ledger ledger;
  private final Journal journal;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
  private int placed;

  Load(SiteClient client, Ledger ledger, Journal journal) {
    this.client = client;
    this.ledger = ledger;
    this.journal = journal;
  }

  /// How an order went.
  ///
  /// @param acknowledged whether it was, within a minute
  /// @param acknowledgedAt when, in nanoseconds of [System#nanoTime()]
  /// @param tries how often it was sent
  /// @param refused what came in place of an acknowledgement
  /// @param others the executions that later acknowledgements named in place of the first one
  record Placed(
      int order,
      boolean acknowledged,
      long acknowledgedAt,
      int tries,
      List<String> refused,
      List<String> others) {}

  /// Places orders at once, each on a thread of its own. Every other one waits for its end.
  ///
  /// @param pauseSeconds how long each rests between its two effects
  /// @param times how often each is sent after it was acknowledged, as somebody does whose answer
  ///   was lost
  List<Future<Placed>> place(int count, int pauseSeconds, int times) {
    return place(count, pauseSeconds, times, "");
  }

  private List<Future<Placed>> place(int count, int pauseSeconds, int times, String more) {
    var orders = new ArrayList<Future<Placed>>();
    for (int i = 0; i < count; i++) {
      int order = placed++;
      String prefer = order % 2 == 0 ? NOW : "wait=10";
      String body = body(order, pauseSeconds, more);
      orders.add(threads.submit(() -> send(order, body, prefer, times)));
    }
    return orders;
  }

  /// Places orders with a body of so many bytes at least, as [#place(int, int, int)].
  List<Future<Placed>> placeLarge(int count, int pauseSeconds, int bytes) {
    return place(count, pauseSeconds, 0, ",\"padding\":\"" + "x".repeat(bytes) + "\"");
  }

  /// Places one order that asks for its acknowledgement at once.
  Future<Placed> place() {
    int order = placed++;
    return threads.submit(() -> send(order, body(order, 0), NOW, 0));
  }

  /// How many there were.
  int placed() {
    return placed;
  }

  private Placed send(int order, String body, String prefer, int times)
      throws InterruptedException {
    String key = key(order);
    var others = new ArrayList<String>();
    var refused = new ArrayList<String>();
    long first = 0;
    int left = 1 + times;
    int tries = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (left > 0 && System.nanoTime() - deadline < 0) {
      tries++;
      String execution = execution(body, key, prefer, refused);
      if (execution == null) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        continue;
      }
      var now = new Acknowledgement(order, key, execution);
      Acknowledgement kept = journal.keep(now);
      first = first == 0 ? System.nanoTime() : first;
      if (!kept.execution().equals(execution)) {
        others.add(execution);
      }
      left--;
    }
    return new Placed(order, first != 0, first, tries, refused, others);
  }

  /// The key of an order.
  static String key(int order) {
    return "\"order-" + order + "\"";
  }

  /// What an order says.
  String body(int order, int pauseSeconds) {
    return body(order, pauseSeconds, "");
  }

  private String body(int order, int pauseSeconds, String more) {
    return "{\"ledger\":\"%s\",\"order\":%d,\"pause\":%d%s}"
        .formatted(ledger.url(), order, pauseSeconds, more);
  }

  /// The name of the execution that an answer acknowledges; null when it acknowledges none.
  private @Nullable String execution(String body, String key, String prefer, List<String> refused)
      throws InterruptedException {
    try {
      SiteClient.Answer answer =
          client.post("/orders", body, "Idempotency-Key", key, "Prefer", prefer);
      return switch (answer.status()) {
        case 200 -> answer.json().string("execution");
        case 202 -> {
          String id = answer.execution();
          yield id.substring(id.lastIndexOf(':') + 1);
        }
        default -> {
          refused.add(answer.toString());
          count(answer);
          yield null;
        }
      };
    } catch (IOException e) {
      refused.add(e.toString());
      refusals.merge(NO_ANSWER, 1, Integer::sum);
      return null;
    }
  }

  private void count(SiteClient.Answer answer) {
    boolean says = !answer.header("Retry-After").isEmpty();
    refusals.merge(answer.status() + (says ? " with Retry-After" : ""), 1, Integer::sum);
  }

  /// How often which answer came that acknowledges nothing: its status, with `with Retry-After`
  /// behind it when it says so.
  Map<String, Integer> refusals() {
    return Map.copyOf(refusals);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
