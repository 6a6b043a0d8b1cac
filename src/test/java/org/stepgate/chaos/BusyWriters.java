package org.stepgate.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;

/// R8: many workers write at once while somebody holds a snapshot of the database, so that the
/// write-ahead log cannot be copied back and grows beyond its limit.
final class BusyWriters implements Fault {
  private static final int CLIENTS_PER_WORKER = 2;
  private static final String TEXT = "x".repeat(120_000);
  private static final long WAL_BYTES = 64L << 20;
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SHOWN = 5;

  @Override
  public String id() {
    return "R8";
  }

  @Override
  public String title() {
    return "many writers and a held snapshot";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int workers = lab.size(4, 8);
    int transactions = workers * lab.size(100, 1_000);
    Duration held = Duration.ofSeconds(lab.size(5, 60));
    Site site = lab.site(workers);
    try {
      Path database = site.state().resolve("stepgate.db");
      Path log = site.state().resolve("stepgate.db-wal");
      Clients.Result result;
      long peak;
      long released;
      try (var reader = DriverManager.getConnection("jdbc:sqlite:file:" + database + "?mode=ro");
          var statement = reader.createStatement()) {
        statement.execute("BEGIN");
        statement.executeQuery("SELECT COUNT(*) FROM executions").close();
        long start = System.nanoTime();
        result =
            Clients.send(
                workers * CLIENTS_PER_WORKER,
                transactions,
                number -> site.client().post("/notes", note(number)));
        // How long the snapshot is held is part of the fault.
        TimeUnit.NANOSECONDS.sleep(held.toNanos() - (System.nanoTime() - start));
        peak = Files.size(log);
        statement.execute("COMMIT");
        released = System.nanoTime();
      }
      var violations = new ArrayList<String>();
      try {
        Polling.until("a log of 64 MiB", LIMIT, () -> Files.size(log), size -> size <= WAL_BYTES);
      } catch (AssertionError e) {
        violations.add(e.getMessage());
      }
      Duration shrunk = Duration.ofNanos(System.nanoTime() - released);
      if (peak <= WAL_BYTES) {
        violations.add("void: the log has grown to " + (peak >> 20) + " MiB only");
      }
      violations.addAll(result.wrong().stream().limit(SHOWN).toList());
      if (!result.refused().isEmpty()) {
        violations.add(result.refused().size() + " were answered 503");
      }
      site.logLines().stream()
          .filter(line -> line.contains("SQLITE_BUSY"))
          .limit(SHOWN)
          .forEach(violations::add);
      Duration p99 = Percentile.p99(result.served());
      lab.within(ACKNOWLEDGED, p99, "an acknowledgement, at p99");
      return new Finding(
          workers,
          transactions,
          transactions - result.served().size(),
          0,
          shrunk,
          violations,
          List.of(
              "p99 of a transaction %d ms; the log grew to %d MiB and was %d MiB afterwards"
                  .formatted(p99.toMillis(), peak >> 20, Files.size(log) >> 20)));
    } finally {
      site.close();
    }
  }

  private static String note(long number) {
    return "{\"order\":" + number + ",\"text\":\"" + TEXT + "\"}";
  }
}
