package org.stepgate.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;

/// R10: very many polls of executions that have ended and of ones that have not. Resident memory
/// and descriptors of the workers are compared with what they were after a warm-up, both times
/// without garbage and once the compiler has given back what it took: how much there is of these
/// depends on the moment.
final class Polls implements Fault {
  private static final int WORKERS = 2;
  private static final int CLIENTS = 32;
  private static final int EXECUTIONS = 50;
  private static final int WARM_UP = 100_000;

  /// The JVM gives memory of its own back within two times five seconds.
  private static final Duration SETTLED = Duration.ofSeconds(11);

  private static final double GROWTH = 1.1;
  private static final int SHOWN = 5;

  /// A poll is one descriptor while it is answered; those of the last ones may still be open.
  private static final int DESCRIPTORS = 8;

  @Override
  public String id() {
    return "R10";
  }

  @Override
  public String title() {
    return "polls";
  }

  private record Use(long pid, long bytes, long descriptors) {
    static Use of(long pid) throws Exception {
      var process = new WorkerProcess(pid);
      process.collectGarbage();
      return new Use(pid, process.residentBytes(), process.descriptors());
    }
  }

  @Override
  public Finding run(Lab lab) throws Exception {
    int polls = lab.size(20_000, 1_000_000);
    Site site = lab.site(WORKERS);
    try {
      List<String> paths = executions(site.client());
      Clients.Request poll = number -> site.client().get(paths.get((int) (number % paths.size())));
      var violations = new ArrayList<String>();
      var wrong = new ArrayList<>(Clients.send(CLIENTS, Math.min(polls, WARM_UP), poll).wrong());
      List<Use> before = uses(site);
      Clients.Result result = Clients.send(CLIENTS, polls, poll);
      List<Use> after = uses(site);
      wrong.addAll(result.wrong());
      violations.addAll(wrong.stream().limit(SHOWN).toList());
      if (!result.refused().isEmpty()) {
        violations.add(result.refused().size() + " polls were answered 503");
      }
      var notes = new ArrayList<String>();
      for (int i = 0; i < before.size(); i++) {
        Use first = before.get(i);
        Use last = after.get(i);
        notes.add(
            "a worker had %d MiB, then %d MiB; %d descriptors, then %d"
                .formatted(
                    first.bytes >> 20, last.bytes >> 20, first.descriptors, last.descriptors));
        if (first.pid != last.pid) {
          violations.add("a worker has ended");
        }
        if (last.bytes > first.bytes * GROWTH) {
          violations.add("memory grew from " + first.bytes + " to " + last.bytes);
        }
        if (last.descriptors > first.descriptors + DESCRIPTORS) {
          violations.add("descriptors grew from " + first.descriptors + " to " + last.descriptors);
        }
      }
      return new Finding(1, polls, 0, 0, null, violations, notes);
    } finally {
      site.close();
    }
  }

  private static List<Use> uses(Site site) throws Exception {
    TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
    var uses = new ArrayList<Use>();
    for (long pid : site.workers()) {
      uses.add(Use.of(pid));
    }
    return uses;
  }

  /// Where to ask for executions, half of which have ended.
  private static List<String> executions(SiteClient client) throws Exception {
    var paths = new ArrayList<String>();
    Instant far = Instant.now().plus(Duration.ofDays(30));
    for (int i = 0; i < EXECUTIONS; i++) {
      String id;
      if (i % 2 == 0) {
        id = "embedded:keep:ended-" + i;
        client.post(
            "/stepgate/machines/keep/executions",
            "{\"name\":\"ended-%d\",\"input\":{\"order\":1,\"text\":\"short\"}}".formatted(i));
      } else {
        String body = "{\"ledger\":\"http://127.0.0.1/\",\"until\":\"" + far + "\"}";
        id = client.post("/alarms", body).execution();
      }
      paths.add(SiteClient.path(id) + "/result");
    }
    return paths;
  }
}
