package org.stepgate.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.stepgate.site.SiteClient;

/// Clients that each send one request after the other. One that is answered 503 comes back when
/// `Retry-After` says so.
final class Clients {
  private static final int UNAVAILABLE = 503;

  private final Request request;
  private final Queue<Duration> served = new ConcurrentLinkedQueue<>();
  private final Queue<Duration> refused = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  /// Sends the request of that number.
  interface Request {
    SiteClient.Answer send(long number) throws IOException, InterruptedException;
  }

  /// What came of it.
  ///
  /// @param served how long those took that were answered 200 or 202
  /// @param refused how long those took that were answered 503 with `Retry-After`
  /// @param wrong all other answers
  record Result(List<Duration> served, List<Duration> refused, List<String> wrong) {}

  private Clients(Request request) {
    this.request = request;
  }

  /// Sends so many requests that are to be served.
  static Result send(int clients, long requests, Request request) throws Exception {
    return new Clients(request).run(clients, requests, Duration.ofHours(10), Duration.ZERO);
  }

  /// Sends requests for so long. The clients come one after the other during the first half: all in
  /// one moment would be a test of how fast they connect.
  static Result send(int clients, Duration time, Request request) throws Exception {
    return new Clients(request).run(clients, Long.MAX_VALUE, time, time.dividedBy(2));
  }

  private Result run(int clients, long requests, Duration time, Duration ramp) throws Exception {
    var numbers = new AtomicLong();
    long end = System.nanoTime() + time.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < clients; i++) {
        long pauseMillis = ramp.toMillis() * i / clients;
        all.add(
            threads.submit(() -> {
              TimeUnit.MILLISECONDS.sleep(pauseMillis);
              long number = numbers.getAndIncrement();
              while (number < requests && System.nanoTime() - end < 0) {
                if (send(number)) {
                  number = numbers.getAndIncrement();
                }
              }
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return new Result(List.copyOf(served), List.copyOf(refused), List.copyOf(wrong));
  }

  /// False when the request is to be sent again.
  private boolean send(long number) throws InterruptedException {
    long start = System.nanoTime();
    try {
      SiteClient.Answer answer = request.send(number);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      String later = answer.header("Retry-After");
      if (answer.status() == UNAVAILABLE && !later.isEmpty()) {
        refused.add(took);
        TimeUnit.SECONDS.sleep(Long.parseLong(later));
        return false;
      }
      if (answer.status() == 200 || answer.status() == 202) {
        served.add(took);
      } else {
        wrong.add(answer.toString());
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    }
    return true;
  }
}
