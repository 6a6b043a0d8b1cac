package org.stepgate.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.MemoryDatabase;
import org.stepgate.store.MemoryDatabase.Flaw;
import org.stepgate.tasks.TaskOutcome;

/// A pool of workers in one thread: the real engine and the real statements of the store, but who
/// goes on next, which commits fail, who is killed or stopped, and what time it is comes from a
/// seed. So a run can be repeated exactly.
///
/// While it runs it checks each commit, and at the end that everything has ended well. It is over
/// 300 lines as the choices belong together.
public final class PoolSimulation {
  /*
   *   harm: workers are killed (their commits are done and not told, or not done at all), stopped
   *         and go on with what they knew, the power fails, the disk refuses, clients stop and
   *         redrive executions
   *     │ after some thousand steps
   *     ▼
   *   healing: no more harm; the dead are retired, clients ask until they are answered
   *     │ nothing is left to do and no time is waited for
   *     ▼
   *   the end: all has to be closed, nothing left over
   */

  private static final int WORKERS = 3;
  private static final int MOST_STEPS = 200_000;
  private static final int MOST_CRASHES = 6;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Random random;
  private final Consumer<String> trace;
  private final MessageDigest digest = Sha256.start();
  private final SimulatedClock clock = new SimulatedClock();
  private final List<String> violations = new ArrayList<>();
  private final SimulatedLedger ledger = new SimulatedLedger(violations);
  private final List<MachineSource> machines;
  private final MemoryDatabase database;
  private final CommitCheck commits;
  private final SimulatedClients clients;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final Map<Long, SimulatedWorker> heirs = new HashMap<>();
  private final int harmSteps;
  private int nextWorker = 1;
  private int step;
  private int crashes;
  private int stops;
  private boolean deadUnknown;

  /// What a run has shown.
  ///
  /// @param trace a hash over every choice and all that was stored in the end
  /// @param violations in words
  /// @param executions how many there were
  /// @param effects how many calls tasks have made
  /// @param repeated how many of them were of an attempt that had made one before
  /// @param crashes how many workers were killed
  /// @param stops how many workers were stopped for a while
  public record Result(
      String trace,
      List<String> violations,
      long executions,
      int effects,
      int repeated,
      int crashes,
      int stops) {}

  private interface Choice {
    void take();
  }

  private PoolSimulation(long seed, Flaw flaw, Consumer<String> trace) {
    this.random = new Random(seed);
    this.trace = trace;
    this.machines = SimulatedMachines.of(random);
    this.database = MemoryDatabase.open(flaw);
    this.commits = new CommitCheck(database, ledger, violations);
    this.clients = new SimulatedClients(this);
    this.harmSteps = 300 + random.nextInt(1_500);
  }

  /// Runs a seed to its end.
  public static Result run(long seed, Flaw flaw) {
    return run(seed, flaw, _ -> {});
  }

  /// Runs a seed to its end and tells every choice.
  public static Result run(long seed, Flaw flaw, Consumer<String> trace) {
    var simulation = new PoolSimulation(seed, flaw, trace);
    try (MemoryDatabase database = simulation.database) {
      simulation.run();
      return simulation.result(database);
    }
  }

  private Result result(MemoryDatabase database) {
    database
        .rows(
            "SELECT run, row_id, status, open, owner, all_read, children, running, succeeded,"
                + " failed, aborted, pending_redrive, stop_ms, redrives FROM map_runs",
            14)
        .forEach(row -> note("run" + row));
    database
        .rows("SELECT run, child, owner, earlier FROM map_inputs", 4)
        .forEach(row -> note("input" + row));
    for (String table : List.of("timers", "tasks", "inbox", "workers", "map_children")) {
      database.rows("SELECT * FROM " + table, 4).forEach(row -> note(table + row));
    }
    for (List<String> row :
        database.rows("SELECT row_id, status, first_events FROM executions ORDER BY 1", 3)) {
      note(withoutUuids(row.toString()));
    }
    for (List<String> row :
        database.rows("SELECT row_id, last_event, body FROM history ORDER BY 1, 2", 3)) {
      note(withoutUuids(row.toString()));
    }
    return new Result(
        HexFormat.of().formatHex(digest.digest()),
        List.copyOf(violations),
        database.number("SELECT COUNT(*) FROM executions"),
        ledger.effects(),
        ledger.repeated(),
        crashes,
        stops);
  }

  /// Ids of requests are random, and nothing depends on them.
  private static String withoutUuids(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "uuid");
  }

  void note(String line) {
    trace.accept(line);
    digest.update(line.getBytes(StandardCharsets.UTF_8));
  }

  // ---- what the parts need

  SimulatedClock clock() {
    return clock;
  }

  Random random() {
    return random;
  }

  SimulatedLedger ledger() {
    return ledger;
  }

  List<MachineSource> machines() {
    return machines;
  }

  MemoryDatabase database() {
    return database;
  }

  CommitCheck commits() {
    return commits;
  }

  void violated(String what) {
    violations.add(what);
  }

  /// A thread of a living worker has thrown.
  void thrown(Throwable failure) {
    violations.add("thrown: " + failure);
  }

  boolean healing() {
    return step > harmSteps;
  }

  /// A worker that can be asked; null when none can be.
  @Nullable SimulatedWorker anyServing() {
    List<SimulatedWorker> serving =
        workers.stream().filter(each -> each.serves() && runs(each)).toList();
    return serving.isEmpty() ? null : serving.get(random.nextInt(serving.size()));
  }

  private boolean runs(SimulatedWorker worker) {
    return healing() || worker.stoppedUntil <= step;
  }

  // ---- steps

  private void run() {
    for (int i = 0; i < WORKERS; i++) {
      begin();
    }
    for (step = 1; step < MOST_STEPS && violations.isEmpty(); step++) {
      if (!healing()) {
        harm();
      }
      List<Choice> choices = choices();
      if (!choices.isEmpty()) {
        choices.get(random.nextInt(choices.size())).take();
      } else if (!passTime()) {
        if (healing()) {
          break;
        }
        step = harmSteps;
      }
    }
    database.faults().forEach(fault -> violations.add("the database refused: " + fault));
    if (violations.isEmpty()) {
      if (step >= MOST_STEPS) {
        violations.add("it does not come to rest");
      }
      commits.checkEnd();
      clients.checkEnd();
    }
  }

  private void begin() {
    var worker = new SimulatedWorker(this, nextWorker, database.client());
    note("begin " + nextWorker);
    nextWorker++;
    workers.add(worker);
  }

  private void harm() {
    int dice = random.nextInt(2_000);
    if (dice < 8 && crashes < MOST_CRASHES && !workers.isEmpty()) {
      kill(workers.get(random.nextInt(workers.size())));
    } else if (dice < 10 && crashes < MOST_CRASHES) {
      note("power");
      List.copyOf(workers).forEach(this::kill);
      database.losePower();
    } else if (dice < 20 && !workers.isEmpty()) {
      SimulatedWorker worker = workers.get(random.nextInt(workers.size()));
      worker.stoppedUntil = step + random.nextInt(400);
      stops++;
      note("stop until " + worker.stoppedUntil);
    } else if (dice < 24 && !workers.isEmpty()) {
      SimulatedWorker worker = workers.get(random.nextInt(workers.size()));
      note("refuse " + worker.client.queued());
      worker.client.refuse(1 + random.nextInt(4));
    } else if (dice < 30) {
      clients.interfere();
    }
  }

  /// The heir of a dead worker could not store that it is: others try.
  void notRetired(long gone) {
    heirs.remove(gone);
  }

  void kill(SimulatedWorker worker) {
    note("kill " + worker.lockName());
    worker.kill();
    workers.remove(worker);
    crashes++;
    deadUnknown = true;
  }

  private List<Choice> choices() {
    var choices = new ArrayList<Choice>();
    if (workers.size() < WORKERS && (workers.isEmpty() || random.nextInt(20) == 0)) {
      choices.add(this::begin);
    }
    for (SimulatedWorker worker : workers) {
      if (!runs(worker)) {
        continue;
      }
      if (worker.readyCount() > 0) {
        add(choices, 8, () -> runOne(worker));
      }
      if (worker.client.queued() > 0) {
        add(choices, 4, () -> commit(worker));
      }
      if (worker.client.hasOutcomes()) {
        add(choices, 4, () -> tell(worker));
      }
      if (worker.mayCatchUp()) {
        choices.add(() -> act("look", worker, worker::catchUp));
      }
      if (worker.mayClaim()) {
        add(choices, 2, () -> act("claim", worker, worker::claim));
      }
      if (worker.hasDue()) {
        add(choices, 2, () -> act("later", worker, worker::runDue));
      }
    }
    if (deadUnknown && random.nextInt(10) == 0) {
      retireOne(choices);
    }
    List<SimulatedLedger.Waiting> calls = ledger.waiting();
    if (!calls.isEmpty()) {
      add(choices, 2, () -> answer(calls.get(random.nextInt(calls.size()))));
    }
    clients.choices().forEach(choice -> choices.add(choice::run));
    if (!choices.isEmpty() && random.nextInt(30) == 0) {
      choices.add(() -> pass(random.nextLong(SECOND)));
    }
    choices.add(database::sync);
    if (choices.size() == 1) {
      choices.clear();
      database.sync();
    }
    return choices;
  }

  private static void add(List<Choice> choices, int weight, Choice choice) {
    for (int i = 0; i < weight; i++) {
      choices.add(choice);
    }
  }

  private void act(String what, SimulatedWorker worker, Runnable action) {
    note(what + ' ' + worker.lockName());
    action.run();
  }

  private void runOne(SimulatedWorker worker) {
    int index = random.nextInt(worker.readyCount());
    act("run " + index + '/' + worker.readyCount(), worker, () -> worker.runReady(index));
  }

  private void commit(SimulatedWorker worker) {
    int most = 1 + random.nextInt(worker.client.queued());
    act("commit " + most, worker, () -> worker.client.commit(most));
    commits.look();
    for (SimulatedWorker other : workers) {
      other.behind = true;
      other.late |= other != worker;
    }
    worker.late = true;
  }

  private void tell(SimulatedWorker worker) {
    act("tell", worker, worker.client::tell);
  }

  private void retireOne(List<Choice> choices) {
    List<Long> dead = new ArrayList<>();
    for (List<String> row : database.rows("SELECT worker, lock_name FROM workers ORDER BY 1", 2)) {
      if (workers.stream().noneMatch(each -> each.lockName().equals(row.get(1)))) {
        dead.add(Long.valueOf(row.getFirst()));
      }
    }
    deadUnknown = !dead.isEmpty();
    for (long gone : dead) {
      SimulatedWorker heir = heirs.get(gone);
      SimulatedWorker next = heir == null || !heir.lives() ? anyServing() : null;
      if (next != null) {
        choices.add(() -> {
          heirs.put(gone, next);
          act("retire " + gone, next, () -> next.retire(gone));
        });
      }
    }
  }

  private void answer(SimulatedLedger.Waiting call) {
    String result = SimulatedLedger.result(call);
    int dice = random.nextInt(10);
    note("answer " + dice + ' ' + call.key());
    call.answer()
        .complete(
            dice < 8
                ? new TaskOutcome.Succeeded(JsonObject.builder().put("of", result).build())
                : new TaskOutcome.Failed(dice == 8 ? "E" : "F", result));
  }

  // ---- time

  private void pass(long nanos) {
    clock.passNanos(nanos);
    note("time " + clock.monotonicNanos());
    workers.forEach(worker -> worker.late = true);
  }

  /// Lets the time come that is waited for; false when none is.
  private boolean passTime() {
    if (deadUnknown || workers.stream().anyMatch(worker -> !runs(worker))) {
      pass(SECOND);
      return true;
    }
    long now = clock.monotonicNanos();
    long next =
        database.number(
            "SELECT COALESCE(MIN(due), " + Long.MAX_VALUE + ") FROM timers WHERE absolute = 0");
    for (SimulatedWorker worker : workers) {
      next = Math.min(next, worker.nextDueNanos());
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    // A timer that another worker has claims only after a second.
    pass(Math.max(next - now, SECOND / 2) + random.nextLong(SECOND));
    return true;
  }
}
