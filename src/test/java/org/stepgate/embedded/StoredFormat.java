package org.stepgate.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stepgate.audit.Verification;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.store.NameEntry;
import org.stepgate.store.OldSchemas;
import org.stepgate.store.RowId;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoredAudit;
import org.stepgate.store.WorkerRow;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.Redrives;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Databases as released versions have left them, in `test-fixtures/store/FORMAT.sql`: executions
/// in the middle of every kind of state, and some that have ended; approvals, schedules and messages
/// from the schema on that has them, see [StoredQuestions]. A release adds its own, and none
/// is ever changed:
///
///     mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/class-path
///     java -cp "target/test-classes:target/classes:$(cat target/class-path)" \
///       org.stepgate.embedded.StoredFormat test-fixtures/store/FORMAT.sql
public final class StoredFormat {
  /// Where they are.
  public static final Path FIXTURES = Path.of("test-fixtures/store");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ExecutionQuery ALL = new ExecutionQuery(null, null, null, 1_000, null);

  /// In the fixture, those that wait for something.
  private static final int RUNNING = 11;

  private static final int FIRST_WITH_AUDIT = 8;

  /// At least so many records are in a fixture that has any.
  private static final int AUDITED = 20;

  private static final String REST =
      """
      {"StartAt":"R","States":{"R":{"Type":"Wait","Seconds":20,"Next":"V"},
        "V":{"Type":"Pass","Result":{"text":"%s"},"End":true}}}
      """
          .formatted("large ".repeat(400));

  private StoredFormat() {}

  /// The dumps, oldest first.
  public static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  private static Pool pool(Path folder) {
    var pool = new Pool(folder);
    SimulatedMachines.of(new Random(1))
        .forEach(machine -> pool.standard(machine.name(), machine.definition()));
    return pool.standard("rest", REST)
        .standard(StoredQuestions.MACHINE, StoredQuestions.DEFINITION)
        .standard(
            "fails",
            "{\"StartAt\":\"F\",\"States\":{"
                + "\"F\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::http:invoke\",\"End\":true}}}");
  }

  /// What has come of a dump.
  ///
  /// @param executions how many it holds
  /// @param resumed how many of them were running and have ended
  /// @param faults in words
  public record Outcome(int executions, int resumed, List<String> faults) {}

  /// Opens a dump with the current program, reads all histories, and has everything that runs come
  /// to its end.
  public static Outcome resume(Path dump, Path folder) throws Exception {
    var faults = new ArrayList<String>();
    OldSchemas.restore(dump, folder.resolve("state/stepgate.db"));
    try (Pool pool = pool(folder)) {
      Pool.Worker worker = pool.worker();
      StoredQuestions.use(worker);
      int schema = Integer.parseInt(dump.getFileName().toString().replaceAll("\\D", ""));
      faults.addAll(StoredQuestions.faults(worker, schema));
      List<ExecutionDescription> before = worker.store.list(ALL, null).executions();
      for (ExecutionDescription execution : before) {
        read(worker, execution.id(), faults);
      }
      inherit(worker);
      faults.addAll(StoredQuestions.stuck(worker, schema));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (running(worker) > 0 && System.nanoTime() - deadline < 0) {
        answer(worker);
        StoredQuestions.answer(worker);
      }
      int resumed = 0;
      for (ExecutionDescription execution : before) {
        ExecutionDescription after = worker.engine.describe(execution.id()).orElseThrow();
        if (execution.status() == ExecutionStatus.RUNNING) {
          resumed++;
          if (after.status() != ExecutionStatus.SUCCEEDED) {
            faults.add(execution.arn() + " has ended as " + after.status() + ' ' + after.cause());
          }
        }
        read(worker, execution.id(), faults);
        if (execution.status() == ExecutionStatus.FAILED) {
          var _ = worker.engine.redrive(new Redrives.Redrive(execution.id(), null));
        }
      }
      checkAudit(pool.database(), schema, faults);
      return new Outcome(before.size(), resumed, faults);
    }
  }

  /// The chain goes on from the one of then.
  private static void checkAudit(Path database, int schema, List<String> faults)
      throws IOException {
    try (var audit = StoredAudit.open(database)) {
      var report = Verification.verify(audit, database.resolveSibling("audit"), null);
      report.faults().forEach(fault -> faults.add(fault.toString()));
      int earlier = schema < FIRST_WITH_AUDIT ? 0 : AUDITED;
      if (audit.head().sequence() <= earlier) {
        faults.add("the chain has only " + audit.head().sequence() + " records");
      }
    }
  }

  private static int running(Pool.Worker worker) {
    var query = new ExecutionQuery(null, ExecutionStatus.RUNNING, null, 1_000, null);
    return worker.store.list(query, null).executions().size();
  }

  private static void read(Pool.Worker worker, ExecutionId id, List<String> faults) {
    if (!(worker.store.lookup(id.machineId(), id.name()).orElse(null)
        instanceof NameEntry.Present(RowId row, _, _))) {
      faults.add(id + " is not found by its name");
      return;
    }
    List<HistoryEvent> events = worker.store.history(row, 1, 100_000, false);
    // What is overdue goes on at once, so the execution may end while it is looked at.
    boolean closed = events.getLast().type().isTerminal();
    HistoryRules.broken(events, closed).ifPresent(what -> faults.add(id + ": " + what));
    if (worker.engine.definition(id).isEmpty()) {
      faults.add(id + " has no definition");
    }
  }

  /// All workers of then are dead.
  private static void inherit(Pool.Worker heir) throws Exception {
    StoreClock clock = StoreClock.system();
    for (WorkerRow gone : heir.store.workers()) {
      if (!gone.id().equals(heir.id)) {
        var outcome =
            heir.store
                .write(
                    new Write.RetireWorker(
                        gone.id(), heir.id, clock.bootId(), clock.monotonicNanos(), clock.wall()))
                .get();
        if (outcome instanceof Write.RetireOutcome.Retired left) {
          heir.engine.takeOver(left);
        }
      }
    }
  }

  /// Answers what is asked: calls, tokens and work of the activity.
  private static void answer(Pool.Worker worker) throws Exception {
    TaskCall call = worker.calls.poll(50, TimeUnit.MILLISECONDS);
    if (call != null) {
      worker.succeed(call, "{\"done\":true}");
      if (call.arguments() instanceof JsonObject arguments && arguments.get("token") != null) {
        send(worker, String.valueOf(arguments.string("token")));
      }
    }
    for (String token : tokensOfFrames(worker)) {
      send(worker, token);
    }
    var work =
        worker
            .engine
            .activities()
            .poll(
                new Activities.Poll(Pool.ACCOUNT, SimulatedMachines.ACTIVITY, "w", Duration.ZERO));
    if (work.isPresent()) {
      send(worker, work.get().taskToken());
    }
  }

  /// The tokens that callers got before the format was left, as their input shows them.
  private static List<String> tokensOfFrames(Pool.Worker worker) {
    Map<String, Boolean> tokens = new TreeMap<>();
    for (ExecutionDescription execution : worker.store.list(ALL, null).executions()) {
      if (execution.status() == ExecutionStatus.RUNNING) {
        String history = String.valueOf(worker.engine.history(execution.id(), false, 1_000, null));
        var found =
            Pattern.compile("\\{\"token\":\"([A-Za-z0-9_-]+)\"").matcher(history.replace("\\", ""));
        while (found.find()) {
          tokens.put(found.group(1), true);
        }
      }
    }
    return List.copyOf(tokens.keySet());
  }

  private static void send(Pool.Worker worker, String token) throws InterruptedException {
    try {
      worker.engine.taskTokens().sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, "1"));
    } catch (WorkflowException e) {
      if (!e.code().equals("TaskTimedOut")) {
        throw e;
      }
    }
  }

  // ---- making one

  /// Writes the dump of a database of the current format: `FILE`.
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("stepgate-format");
    try (Pool pool = pool(folder)) {
      Pool.Worker worker = pool.worker();
      StoredQuestions.use(worker);
      var _ = worker.engine.activities().create(new Activities.Creation(Pool.ACCOUNT, "work"));
      end(worker, "loop", "removed", new TaskOutcome.Succeeded(Pool.json("1")));
      Instant later = Instant.now().plusSeconds(1);
      var _ = worker.store.write(new Write.RemoveClosed(later, later, 0, 10)).get();
      end(worker, "loop", "ended", new TaskOutcome.Succeeded(Pool.json("1")));
      end(worker, "fails", "n", new TaskOutcome.Failed("E", "why"));
      for (String machine : List.of("steps", "items", "ask", "work", "nest", "fan", "rest")) {
        worker.start(machine, "n", SimulatedMachines.INPUT);
      }
      worker.end(call(worker, "ask", "n"), new TaskOutcome.Succeeded(Pool.json("\"asked\"")));
      StoredQuestions.make(worker);
      while (running(worker) < RUNNING + StoredQuestions.RUNNING
          || !worker.types("ask", "n").contains("TaskSubmitted")) {
        Thread.onSpinWait();
      }
    }
    Files.writeString(Path.of(arguments[0]), OldSchemas.dump(folder.resolve("state/stepgate.db")));
  }

  /// Has an execution come to its end by the outcome of its only call.
  private static void end(Pool.Worker worker, String machine, String name, TaskOutcome outcome)
      throws InterruptedException {
    worker.start(machine, name, SimulatedMachines.INPUT);
    worker.end(call(worker, machine, name), outcome);
    var _ = worker.ended(machine, name);
  }

  /// The next call of an execution; others are left without an answer.
  private static TaskCall call(Pool.Worker worker, String machine, String name)
      throws InterruptedException {
    TaskCall call = worker.nextCall();
    while (!call.identity().executionArn().endsWith(":" + machine + ':' + name)) {
      call = worker.nextCall();
    }
    return call;
  }
}
