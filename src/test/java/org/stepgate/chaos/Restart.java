package org.stepgate.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.stepgate.chaos.Ledger.Effect;
import org.stepgate.site.Polling;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// R11: very many executions wait for a moment of their own, 200 moments a second, while Lighttpd
/// and all workers are ended and started again. Between that and the first moment the workers have
/// nothing to do, and are watched doing it.
final class Restart implements Fault {
  private static final int WORKERS = 2;
  private static final int CLIENTS = 16;
  private static final int PER_SECOND = 200;
  private static final Duration LATE = Duration.ofSeconds(5);

  /// After the last one is due.
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final Duration SETTLED = Duration.ofSeconds(3);
  private static final Duration WATCHED = Duration.ofSeconds(5);
  private static final double BUSY = 0.05;
  private static final long MEMORY = 256L << 20;
  private static final int SHOWN = 5;

  @Override
  public String id() {
    return "R11";
  }

  @Override
  public String title() {
    return "restart with waiting executions";
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int executions = lab.size(2_000, 10_000);
    Instant first = Instant.now().plusSeconds(lab.size(30, 120));
    Map<String, Instant> due = new ConcurrentHashMap<>();
    Site site = lab.site(WORKERS);
    try (var ledger = new Ledger()) {
      var placed =
          Clients.send(
              CLIENTS,
              executions,
              number -> {
                Instant moment = first.plusMillis(number * 1_000 / PER_SECOND);
                SiteClient.Answer answer = site.client().post("/alarms", alarm(ledger, moment));
                String id = answer.status() == 202 ? answer.execution() : "";
                due.put(id.substring(id.lastIndexOf(':') + 1), moment);
                return answer;
              });
      var violations = new ArrayList<>(placed.wrong().stream().limit(SHOWN).toList());
      site.interrupt();
      site.awaitEnd();
      site.start();
      site.awaitAllWorkers();
      var notes = new ArrayList<String>();
      TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
      watch(site, violations, notes);
      Instant ready = Instant.now();
      if (ready.isAfter(first)) {
        violations.add("void: the restart was over only after the first moment");
      }
      await(ledger, due, Duration.between(ready, Collections.max(due.values())).plus(LIMIT));

      Map<String, List<Effect>> effects = new HashMap<>();
      ledger
          .effects()
          .forEach(effect ->
              effects.computeIfAbsent(effect.execution(), _ -> new ArrayList<>()).add(effect));
      long losses = 0;
      long duplicates = 0;
      Duration latest = Duration.ZERO;
      for (var one : due.entrySet()) {
        List<Effect> rung = effects.getOrDefault(one.getKey(), List.of());
        losses += rung.isEmpty() ? 1 : 0;
        duplicates += Math.max(0, rung.size() - 1);
        for (Effect effect : rung) {
          Duration late = Duration.between(one.getValue(), effect.at());
          latest = late.compareTo(latest) > 0 ? late : latest;
          if (late.isNegative()) {
            violations.add("rung too early by " + late + ": " + effect);
          }
        }
      }
      lab.within(LATE, latest, "rung too late");
      for (long worker : site.workers()) {
        long peak = new WorkerProcess(worker).peakBytes();
        notes.add("a worker had at most %d MiB".formatted(peak >> 20));
        if (peak > MEMORY) {
          violations.add("a worker had " + peak + " bytes");
        }
      }
      return new Finding(
          1,
          executions,
          losses + placed.wrong().size(),
          duplicates,
          latest,
          violations.stream().limit(SHOWN).toList(),
          notes);
    } finally {
      site.close();
    }
  }

  private static String alarm(Ledger ledger, Instant moment) {
    return "{\"ledger\":\"%s\",\"until\":\"%s\"}".formatted(ledger.url(), moment);
  }

  private static void watch(Site site, List<String> violations, List<String> notes)
      throws Exception {
    Map<Long, Duration> before = new HashMap<>();
    for (long worker : site.workers()) {
      before.put(worker, new WorkerProcess(worker).processorTime());
    }
    // Idleness is measured over time.
    TimeUnit.NANOSECONDS.sleep(WATCHED.toNanos());
    for (var one : before.entrySet()) {
      Duration used = new WorkerProcess(one.getKey()).processorTime().minus(one.getValue());
      double share = (double) used.toMillis() / WATCHED.toMillis();
      notes.add("an idle worker took %.1f %% of a core".formatted(share * 100));
      if (share > BUSY) {
        violations.add("an idle worker took " + used + " of " + WATCHED);
      }
    }
  }

  private static void await(Ledger ledger, Map<String, Instant> due, Duration limit)
      throws Exception {
    try {
      Polling.until("the alarms", limit, () -> ledger.effects().size() >= due.size());
    } catch (AssertionError e) {
      // What is missing is counted.
      System.err.println(e.getMessage());
    }
  }
}
