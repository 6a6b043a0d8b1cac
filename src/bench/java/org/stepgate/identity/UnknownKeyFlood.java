package org.stepgate.identity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// What callers with good tokens notice while others send tokens of keys that nobody knows: their
/// latencies beside those while as many tokens are refused whose key is known, and while nobody
/// else calls. The issuer takes a second for each of its answers, so that a caller who waits for a
/// fetch is seen.
///
/// A latency counts from when a request was to be sent. The phases take turns. Needs Lighttpd and a
/// packaged jar. Argument: an empty directory with a short path.
public final class UnknownKeyFlood {
  private static final int ROUNDS = 4;
  private static final int PHASE_SECONDS = 10;
  private static final int CALLERS = 4;
  private static final int FLOODERS = 8;
  private static final long PERIOD_NANOS = 10_000_000;
  private static final long MILLI_NANOS = 1_000_000;
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /// Who calls besides those whose latencies are taken.
  private enum Others {
    NOBODY,
    EXPIRED_TOKENS,
    UNKNOWN_KEYS
  }

  private UnknownKeyFlood() {}

  /// Prints a row for each kind of others.
  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createDirectories(Path.of(arguments[0]));
    try (var issuer = new IssuerStandIn();
        var threads = Executors.newFixedThreadPool(CALLERS + FLOODERS)) {
      Site site = Site.prepare(directory, Site.POOL, 2);
      Files.writeString(
          site.config().resolve("stepgate.yaml"),
          """
          identity:
            issuers:
              - url: %s
                audiences: [stepgate]
          """
              .formatted(issuer.url()),
          StandardOpenOption.APPEND);
      try {
        site.startAll();
        measure(site.client(), issuer, threads);
      } finally {
        site.close();
      }
    }
  }

  private static void measure(SiteClient client, IssuerStandIn issuer, ExecutorService threads)
      throws Exception {
    String good = issuer.token(issuer.claims(Instant.now()));
    String expired = issuer.token(issuer.claims(Instant.now().minus(Duration.ofHours(1))));
    Polling.until("the keys", START_LIMIT, () -> greet(client, good) == 200);
    issuer.delay(Duration.ofSeconds(1));
    var latencies = new ArrayList<List<Long>>();
    for (var _ : Others.values()) {
      latencies.add(new ArrayList<>());
    }
    // The first round warms up.
    long fetchesBefore = 0;
    long start = 0;
    for (int round = 0; round <= ROUNDS; round++) {
      for (Others others : Others.values()) {
        List<Long> seen = phase(client, threads, others, good, expired);
        if (round > 0) {
          latencies.get(others.ordinal()).addAll(seen);
        }
      }
      if (round == 0) {
        fetchesBefore = issuer.fetches();
        start = System.nanoTime();
      }
    }
    double minutes = (System.nanoTime() - start) / 60e9;
    for (Others others : Others.values()) {
      long[] sorted =
          latencies.get(others.ordinal()).stream().mapToLong(Long::longValue).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%-15s p50 %6.2f ms  p99 %6.2f ms  most %7.2f ms  of %d requests%n",
          others.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          millis(sorted, 0.5),
          millis(sorted, 0.99),
          millis(sorted, 1),
          sorted.length);
    }
    System.out.printf(
        Locale.ROOT,
        "The keys were fetched %d times in %.1f minutes.%n",
        issuer.fetches() - fetchesBefore,
        minutes);
  }

  private static double millis(long[] sorted, double rank) {
    return sorted[(int) Math.ceil(sorted.length * rank) - 1] / (double) MILLI_NANOS;
  }

  private static List<Long> phase(
      SiteClient client, ExecutorService threads, Others others, String good, String expired)
      throws Exception {
    var work = new ArrayList<Callable<long[]>>();
    for (int i = 0; i < CALLERS; i++) {
      work.add(() -> call(client, () -> good, 200));
    }
    String claims = good.substring(good.indexOf('.'));
    for (int i = 0; i < FLOODERS && others != Others.NOBODY; i++) {
      Supplier<String> token =
          others == Others.EXPIRED_TOKENS
              ? () -> expired
              : () ->
                  IssuerStandIn.headerOf("unknown-" + Long.toHexString(System.nanoTime())) + claims;
      work.add(() -> call(client, token, 401));
    }
    var results = new ArrayList<long[]>();
    for (Future<long[]> each : threads.invokeAll(work)) {
      results.add(each.get());
    }
    return results.subList(0, CALLERS).stream().flatMapToLong(Arrays::stream).boxed().toList();
  }

  private static long[] call(SiteClient client, Supplier<String> token, int wanted)
      throws Exception {
    var latencies = new long[(int) (PHASE_SECONDS * 1_000 * MILLI_NANOS / PERIOD_NANOS)];
    long start = System.nanoTime();
    for (int i = 0; i < latencies.length; i++) {
      long due = start + i * PERIOD_NANOS;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      int status = greet(client, token.get());
      if (status != wanted) {
        throw new IllegalStateException("answered " + status + " in place of " + wanted);
      }
      latencies[i] = System.nanoTime() - due;
    }
    return latencies;
  }

  private static int greet(SiteClient client, String token) throws Exception {
    return client.post("/greeting", "{}", "Authorization", "Bearer " + token).status();
  }
}
