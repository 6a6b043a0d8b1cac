package org.stepgate.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.stepgate.chaos.Load.Placed;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// R6: the disk is full, by turns the one of the database, the one of the logs, and the one of the
/// temporary files. Orders come in all the time, others rest between their two effects, and
/// somebody reads.
///
/// With a full database orders are refused with 503 and `Retry-After`, and reads go on. Full logs
/// hurt nobody. With full temporary files only bodies that do not fit into memory are refused, and
/// a worker that is killed comes back. When there is space again, all that was sent meanwhile is
/// acknowledged and all that rested has ended within ten seconds, by the same workers.
final class DiskFull implements Fault {
  private static final int WORKERS = 2;
  private static final int MEGABYTES = 24;
  private static final int ORDERS = 20;
  private static final int PAUSE_SECONDS = 1;
  private static final int LARGE_BYTES = 100 << 10;
  private static final Duration BACK = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long FULL_MILLIS = 2_000;
  private static final String REFUSED_BY_SERVER = "503";
  private static final String REFUSED = "503 with Retry-After";

  @Override
  public String id() {
    return "R6";
  }

  @Override
  public String title() {
    return "disk full";
  }

  @Override
  public Optional<String> obstacle() {
    return LoopDisk.obstacle();
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int rounds = lab.size(1, 10);
    Path directory = Files.createDirectories(lab.directory().resolve("site"));
    Site site = Site.prepare(directory, Lab.SITE, WORKERS);
    try (var state = LoopDisk.make(lab.directory().resolve("state"), site.state(), MEGABYTES);
        var log = disk(lab, site, "log");
        var spool = disk(lab, site, "spool");
        var temporary =
            LoopDisk.make(lab.directory().resolve("temporary"), site.temporary(), MEGABYTES)) {
      Files.createDirectories(site.state().resolve("files"));
      site.javaOptions("-Djava.io.tmpdir=" + site.temporary());
      site.start();
      try (var orders = Orders.open(lab, site)) {
        site.awaitAllWorkers();
        var trial = new Trial(lab, orders);
        for (int round = 0; round < rounds; round++) {
          trial.fullDatabase(state);
          trial.fullDatabaseAtStart(state);
          trial.fullLogs(log);
          trial.fullTemporary(List.of(spool, temporary));
        }
        return orders.finding(4 * rounds, Percentile.p99(trial.recoveries), trial.violations);
      }
    }
  }

  private static LoopDisk disk(Lab lab, Site site, String name) throws IOException {
    return LoopDisk.make(lab.directory().resolve(name), site.state().resolve(name), MEGABYTES);
  }

  /// The disks fill up one after the other.
  private static final class Trial {
    private final Lab lab;
    private final Orders orders;
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private Map<String, Integer> before = Map.of();

    Trial(Lab lab, Orders orders) {
      this.lab = lab;
      this.orders = orders;
    }

    void fullDatabase(LoopDisk disk) throws Exception {
      Set<Long> workers = orders.site().workers();
      var outstanding = new ArrayList<>(orders.load().place(ORDERS, PAUSE_SECONDS, 0));
      Placed known = orders.settle(orders.load().place());
      begin();
      disk.fill();
      try (var reader = new Reader(orders.site(), known.order(), orders.journal())) {
        // The log has some space of its own left from before.
        Polling.until(
            "the database finds the disk full",
            LIMIT,
            () -> {
              if (outstanding.stream().filter(each -> !each.isDone()).count() < ORDERS) {
                outstanding.addAll(orders.load().place(ORDERS, PAUSE_SECONDS, 0));
              }
              return refusals(REFUSED) > 0;
            });
        TimeUnit.MILLISECONDS.sleep(FULL_MILLIS);
        violations.addAll(reader.faults());
      }
      disk.free();
      recovered("the database", outstanding, workers);
    }

    /// A worker that dies cannot come back before there is space.
    void fullDatabaseAtStart(LoopDisk disk) throws Exception {
      disk.fill();
      killAll();
      begin();
      var outstanding = new ArrayList<Future<Placed>>();
      // What died may have given back some space, and the log has some of its own left.
      Polling.until(
          "orders are refused without a worker",
          LIMIT,
          () -> {
            disk.fill();
            if (outstanding.stream().allMatch(Future::isDone)) {
              outstanding.addAll(orders.load().place(ORDERS, 0, 0));
            }
            return !orders.load().refusals().equals(before);
          });
      disk.free();
      long free = System.nanoTime();
      for (var order : outstanding) {
        orders.settle(order);
      }
      restored("a start with a full disk", free);
      onlyRefused("a start with a full disk", REFUSED, REFUSED_BY_SERVER);
      orders.site().awaitAllWorkers();
    }

    private void killAll() throws Exception {
      for (long worker : orders.site().workers()) {
        kill(worker);
      }
    }

    /// Until Lighttpd knows of it too: what it gives to a dying worker is answered 500.
    private static void kill(long worker) throws Exception {
      Programs.signal("KILL", worker);
      Path process = Path.of("/proc", Long.toString(worker));
      Polling.until("end of " + worker, LIMIT, () -> !Files.exists(process));
    }

    void fullLogs(LoopDisk disk) throws Exception {
      begin();
      disk.fill();
      List<Future<Placed>> outstanding = orders.load().place(ORDERS, 0, 0);
      for (var order : outstanding) {
        if (orders.settle(order).tries() > 1) {
          violations.add("an order was refused while the logs' disk was full");
        }
      }
      killAll();
      orders.site().awaitHealth();
      disk.free();
      recovered("the logs", List.of(), orders.site().workers());
      String mark = "/nowhere/" + orders.load().placed();
      Polling.until(
          "the logs are written again by all workers",
          BACK,
          () -> {
            ask(mark);
            return orders.site().logs().stream().filter(log -> log.contains(mark)).count()
                == WORKERS;
          });
    }

    void fullTemporary(List<LoopDisk> disks) throws Exception {
      begin();
      for (var disk : disks) {
        disk.fill();
      }
      for (var order : orders.load().place(ORDERS, 0, 0)) {
        if (orders.settle(order).tries() > 1) {
          violations.add("a small order was refused while the temporary files' disk was full");
        }
      }
      Set<Long> known = orders.site().workers();
      kill(known.iterator().next());
      // The log of the other one may be silent about its start.
      Polling.until(
          "a worker in place of the killed one",
          LIMIT,
          () -> !known.containsAll(orders.site().servingWorkers()));
      Set<Long> workers = orders.site().workers();
      begin();
      var large = orders.load().placeLarge(ORDERS, 0, LARGE_BYTES);
      Polling.until(
          "a large body is refused", LIMIT, () -> !orders.load().refusals().equals(before));
      for (var disk : disks) {
        disk.free();
      }
      recovered("the temporary files", large, workers);
    }

    /// Many at once, so that each worker gets some of them.
    private void ask(String path) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < ORDERS; i++) {
          var _ = threads.submit(() -> orders.site().client().statusOrNothing(path));
        }
      }
    }

    private void begin() {
      before = orders.load().refusals();
    }

    private int refusals(String answer) {
      return orders.load().refusals().getOrDefault(answer, 0) - before.getOrDefault(answer, 0);
    }

    /// Waits until all is as it was before.
    private void recovered(String disk, List<Future<Placed>> outstanding, Set<Long> workers)
        throws Exception {
      long free = System.nanoTime();
      orders.settle(orders.load().place());
      for (var order : outstanding) {
        orders.settle(order);
      }
      restored(disk, free);
      if (!orders.site().workers().equals(workers)) {
        violations.add(disk + ": a worker has ended");
      }
      onlyRefused(disk, REFUSED);
    }

    private void onlyRefused(String disk, String... allowed) {
      orders.load().refusals().keySet().stream()
          .filter(answer -> !answer.equals(Load.NO_ANSWER))
          .filter(answer -> !List.of(allowed).contains(answer) && refusals(answer) > 0)
          .forEach(
              answer -> violations.add(disk + ": answers " + answer + ": " + refusals(answer)));
    }

    private void restored(String disk, long free) {
      Duration took = Duration.ofNanos(System.nanoTime() - free);
      recoveries.add(took);
      lab.within(BACK, took, disk + ": back to normal after there was space");
    }
  }

  /// Reads again and again what a client may want to know.
  private static final class Reader implements AutoCloseable {
    private static final int BETWEEN_MILLIS = 50;

    private final Site site;
    private final List<String> paths;
    private final CompletableFuture<List<String>> faults = new CompletableFuture<>();
    private volatile boolean closed;

    Reader(Site site, int order, Journal journal) {
      this.site = site;
      var id = "embedded:effects:" + journal.all().get(Load.key(order)).execution();
      this.paths =
          List.of(
              SiteClient.path(id),
              SiteClient.path(id) + "/history",
              "/stepgate/executions?machine=effects",
              "/stepgate/health");
      Thread.ofVirtual().start(this::read);
    }

    private void read() {
      var found = new ArrayList<String>();
      try {
        while (!closed) {
          for (String path : paths) {
            int status = site.client().statusOrNothing(path);
            if (status != 200) {
              found.add("a read of " + path + " was answered " + status);
            }
          }
          TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
        faults.complete(found);
      } catch (InterruptedException | RuntimeException e) {
        faults.completeExceptionally(e);
      }
    }

    /// Ends the reading, and tells what went wrong.
    List<String> faults() {
      closed = true;
      return faults.join().stream().distinct().toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
