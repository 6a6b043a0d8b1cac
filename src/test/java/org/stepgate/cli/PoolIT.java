package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.site.Polling;
import org.stepgate.site.Programs;
import org.stepgate.site.Site;
import org.stepgate.site.SiteClient;
import org.stepgate.site.SiteClient.Answer;

/// Two workers on one database, of which some are killed, stopped, and restarted.
@Timeout(180)
class PoolIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int EXECUTIONS = 12;

  @TempDir static Path directory;
  private static Site site;
  private static SiteClient client;

  @BeforeAll
  static void start() throws Exception {
    site = Site.start(directory, Site.POOL, 2);
    client = site.client();
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void awaitWorkers() throws Exception {
    site.awaitAllWorkers();
  }

  @Test
  void acknowledged_atOneWorker_isPollableAtEveryOther() throws Exception {
    String id = client.post("/pause", "{\"seconds\":1}", "Prefer", "respond-async").execution();
    for (int worker = 0; worker < 2; worker++) {
      assertThat(askWorker(worker, SiteClient.path(id))).contains("\"id\":\"" + id + "\"");
    }
    client.awaitEnd(id, LIMIT);

    for (int worker = 0; worker < 2; worker++) {
      assertThat(askWorker(worker, SiteClient.path(id) + "/result"))
          .endsWith("{\"waited\":true}")
          .doesNotContain("Status: 202");
    }
  }

  @Test
  void sameKey_twentyTimesAtOnce_isOneExecution() throws Exception {
    int before = client.executionCount("work");

    List<Answer> answers =
        atOnce(20, () -> client.post("/work", "{}", "Idempotency-Key", "\"twenty\""));

    var ids = new HashSet<String>();
    answers.forEach(answer -> ids.add(answer.execution()));
    assertThat(ids).hasSize(1);
    assertThat(client.executionCount("work")).isEqualTo(before + 1);
    client.awaitEnd(ids.iterator().next(), LIMIT);
    assertThat(client.post("/work", "{\"other\":1}", "Idempotency-Key", "\"twenty\"").status())
        .isEqualTo(422);
  }

  @Test
  void killedWorker_losesNothingThatWasAcknowledged() throws Exception {
    Set<String> ids = startWork();
    Polling.until("a first note", LIMIT, () -> !notes(ids).isEmpty());
    long killed = site.servingWorkers().iterator().next();

    Programs.signal("KILL", killed);

    assertAllSucceed(ids);
    site.awaitAllWorkers();
    assertThat(site.workers()).doesNotContain(killed);
    assertThat(client.post("/greeting", "{}").body()).isEqualTo("{\"greeting\":\"hello\"}");
  }

  @Test
  void stoppedWorker_isReplaced_andChangesNothingWhenItGoesOn() throws Exception {
    Set<String> ids = startWork();
    Polling.until("a first note", LIMIT, () -> !notes(ids).isEmpty());
    long stopped = site.servingWorkers().iterator().next();

    Programs.signal("STOP", stopped);
    try {
      assertAllSucceed(ids);
      Map<String, String> histories = histories(ids);
      Programs.signal("CONT", stopped);
      site.awaitAllWorkers();
      for (int i = 0; i < 4; i++) {
        assertThat(client.post("/greeting", "{}").status()).isEqualTo(200);
      }

      assertThat(histories(ids)).isEqualTo(histories);
    } finally {
      if (Programs.alive(stopped)) {
        Programs.signal("CONT", stopped);
      }
    }
  }

  @Test
  void killedLighttpd_takesItsWorkersWithIt_andTheNextOneResumes() throws Exception {
    String waiting =
        client.post("/pause", "{\"seconds\":6}", "Prefer", "respond-async").execution();
    Set<String> ids = startWork();

    site.killLighttpd();
    site.awaitEnd();
    site.start();
    site.awaitHealth();

    assertAllSucceed(ids);
    assertThat(client.awaitEnd(waiting, LIMIT).string("status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void interruptedLighttpd_answersWhatIsInFlight_andTheNextOneResumes() throws Exception {
    String waiting =
        client.post("/pause", "{\"seconds\":8}", "Prefer", "respond-async").execution();
    int running = client.executionCount("pause");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var inFlight = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 8; i++) {
        inFlight.add(threads.submit(() -> client.post("/pause", "{\"seconds\":3}")));
      }
      Polling.until("all in flight", LIMIT, () -> client.executionCount("pause") == running + 8);

      site.interrupt();

      for (Future<Answer> answer : inFlight) {
        assertThat(answer.get(60, TimeUnit.SECONDS).toString()).isEqualTo("200 {\"waited\":true}");
      }
    }
    site.awaitEnd();
    site.start();
    site.awaitHealth();
    assertThat(client.awaitEnd(waiting, LIMIT).string("status")).isEqualTo("SUCCEEDED");
  }

  private static Set<String> startWork() throws Exception {
    var ids = new TreeSet<String>();
    atOnce(EXECUTIONS, () -> client.post("/work", "{}"))
        .forEach(answer -> ids.add(answer.execution()));
    assertThat(ids).hasSize(EXECUTIONS);
    return ids;
  }

  /// Every execution succeeds, each of its steps counted once, and a step that was repeated was
  /// repeated under the same idempotency key.
  private static void assertAllSucceed(Set<String> ids) throws Exception {
    for (String id : ids) {
      JsonObject ended = client.awaitEnd(id, LIMIT);
      assertThat(ended.string("status")).as(ended.toString()).isEqualTo("SUCCEEDED");
      assertThat(client.history(id).split("\"TaskSucceeded\"", -1)).as(id).hasSize(3);
    }
    Map<String, Set<String>> notes = notes(ids);
    assertThat(notes).hasSize(2 * ids.size());
    assertThat(notes.values()).allSatisfy(keys -> assertThat(keys).hasSize(1));
  }

  /// The idempotency keys that each step of these executions has noted.
  private static Map<String, Set<String>> notes(Set<String> ids) throws IOException {
    var names = new HashSet<String>();
    ids.forEach(id -> names.add(id.substring(id.lastIndexOf(':') + 1)));
    var keys = new HashMap<String, Set<String>>();
    Path file = site.state().resolve("notes");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", -1);
        if (names.contains(parts[0])) {
          keys.computeIfAbsent(parts[0] + ' ' + parts[1], _ -> new HashSet<>()).add(parts[2]);
        }
      }
    }
    return keys;
  }

  private static Map<String, String> histories(Set<String> ids) throws Exception {
    var histories = new HashMap<String, String>();
    for (String id : ids) {
      histories.put(id, client.history(id));
    }
    return histories;
  }

  private static List<Answer> atOnce(int count, Callable<Answer> call) throws Exception {
    var start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Answer>>();
      for (int i = 0; i < count; i++) {
        calls.add(
            threads.submit(() -> {
              start.await();
              return call.call();
            }));
      }
      start.countDown();
      var answers = new ArrayList<Answer>();
      for (Future<Answer> each : calls) {
        answers.add(each.get(60, TimeUnit.SECONDS));
      }
      return answers;
    }
  }

  /// Asks one worker by its socket, past Lighttpd.
  private static String askWorker(int worker, String path) throws Exception {
    return FastCgiProgram.get(site.socket(worker).toString(), path).out();
  }
}
