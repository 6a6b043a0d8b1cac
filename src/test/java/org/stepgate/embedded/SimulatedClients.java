package org.stepgate.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.Redrives.Redrive;
import org.stepgate.workflow.RunOutcome;
import org.stepgate.workflow.RunRequest;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Who uses the simulated pool: people who start executions, answer by tokens, take work of an
/// activity, stop and redrive. Each asks again until there is an answer, and what was answered has
/// to be there in the end.
final class SimulatedClients {
  private final PoolSimulation pool;
  private final Random random;
  private final List<Order> orders = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();
  private @Nullable SimulatedWorker poller;
  private @Nullable SimulatedWorker creator;
  private boolean hasActivity;
  private int markers;
  private int interferences;

  /// One call of a client that is made until it is answered.
  private static final class Order {
    private final String what;
    private final Call call;
    private @Nullable SimulatedWorker asked;
    private boolean answered;

    Order(String what, Call call) {
      this.what = what;
      this.call = call;
    }

    boolean isOpen() {
      return !answered && (asked == null || !asked.lives());
    }
  }

  private interface Call {
    /// True once it is answered for good.
    boolean make(EmbeddedEngine engine) throws InterruptedException;
  }

  SimulatedClients(PoolSimulation pool) {
    this.pool = pool;
    this.random = pool.random();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String machine = pool.machines().get(random.nextInt(pool.machines().size())).name();
      String name = "n" + i;
      orders.add(new Order("start " + machine, engine -> start(engine, machine, name)));
    }
  }

  private boolean start(EmbeddedEngine engine, String machine, String name)
      throws InterruptedException {
    RunOutcome outcome =
        engine.run(
            new RunRequest(
                machine,
                name,
                true,
                "fingerprint",
                Pool.json(SimulatedMachines.INPUT),
                Principal.ANONYMOUS,
                null,
                null,
                Duration.ZERO));
    return switch (outcome) {
      case RunOutcome.Running _, RunOutcome.Closed _ -> {
        acknowledged.add(machine + '/' + name);
        if (exists(machine, name) == 0) {
          pool.violated("acknowledged and not stored: " + name);
        }
        yield true;
      }
      case RunOutcome.Overloaded _, RunOutcome.OverLimit _ -> false;
      case RunOutcome.NameTaken _, RunOutcome.Gone _, RunOutcome.NoSuchMachine _ -> {
        pool.violated("start of " + name + ": " + outcome);
        yield true;
      }
    };
  }

  private long exists(String machine, String name) {
    return pool.database()
        .number(
            "SELECT COUNT(*) FROM executions WHERE machine = '%s' AND name = '%s'"
                .formatted(machine, name));
  }

  /// What clients may do next.
  List<Runnable> choices() {
    var choices = new ArrayList<Runnable>();
    SimulatedWorker worker = pool.anyServing();
    if (worker == null) {
      return choices;
    }
    if (!hasActivity) {
      if (creator == null || !creator.lives()) {
        choices.add(() -> create(worker));
      }
      return choices;
    }
    for (Order order : orders) {
      if (order.isOpen()) {
        choices.add(() -> ask(worker, order));
      }
    }
    for (String token : pool.ledger().tokens()) {
      choices.add(() -> answer(token));
    }
    if ((poller == null || !poller.lives())
        && pool.database().number("SELECT EXISTS (SELECT 1 FROM activity_tasks)") == 1) {
      choices.add(() -> poll(worker));
    }
    return choices;
  }

  private void create(SimulatedWorker worker) {
    creator = worker;
    worker.request(engine -> {
      try {
        var _ = engine.activities().create(new Activities.Creation(Pool.ACCOUNT, "work"));
        hasActivity = true;
      } catch (BackendException e) {
        creator = null;
      }
    });
  }

  private void ask(SimulatedWorker worker, Order order) {
    order.asked = worker;
    pool.note("ask " + order.what + ' ' + worker.lockName());
    worker.request(engine -> {
      try {
        order.answered = order.call.make(engine);
      } catch (BackendException e) {
        if (!e.retryable()) {
          pool.violated(order.what + ": " + e);
        }
      }
      order.asked = null;
      pool.note("asked " + order.what + ' ' + order.answered);
    });
  }

  /// Answers by a token: with a result, an error, or that it goes on.
  private void answer(String token) {
    pool.ledger().take(token);
    String marker = "marker-" + markers++ + '-';
    int dice = random.nextInt(10);
    orders.add(
        new Order(
            "answer " + marker + dice,
            engine -> {
              try {
                send(engine.taskTokens(), token, marker, dice);
              } catch (WorkflowException e) {
                if (!e.code().equals("TaskTimedOut")) {
                  pool.violated("token: " + e.code());
                }
                return true;
              }
              if (dice == 9) {
                pool.ledger().give(token);
              } else {
                acknowledged.add(marker);
              }
              return true;
            }));
  }

  private static void send(TaskTokens tokens, String token, String marker, int dice)
      throws InterruptedException {
    if (dice < 7) {
      tokens.sendSuccess(new TaskTokens.Success(Pool.ACCOUNT, token, "\"" + marker + "\""));
    } else if (dice < 9) {
      tokens.sendFailure(new TaskTokens.Failure(Pool.ACCOUNT, token, "E", marker));
    } else {
      tokens.sendHeartbeat(new TaskTokens.Heartbeat(Pool.ACCOUNT, token));
    }
  }

  private void poll(SimulatedWorker worker) {
    poller = worker;
    worker.request(engine -> {
      try {
        Optional<Activities.Task> task =
            engine
                .activities()
                .poll(
                    new Activities.Poll(
                        Pool.ACCOUNT, SimulatedMachines.ACTIVITY, "w", Duration.ZERO));
        task.ifPresent(found -> pool.ledger().give(found.taskToken()));
      } catch (BackendException e) {
        // It polls again.
      }
      poller = null;
    });
  }

  /// Somebody stops an execution, or has one go on that has ended.
  void interfere() {
    List<List<String>> rows =
        pool.database()
            .rows(
                "SELECT machine, name, status FROM executions WHERE status <> 1 ORDER BY row_id",
                3);
    if (rows.isEmpty() || interferences > 4) {
      return;
    }
    interferences++;
    List<String> row = rows.get(random.nextInt(rows.size()));
    ExecutionId id = Pool.id(row.get(0), row.get(1));
    orders.add(
        row.get(2).equals("0")
            ? new Order("stop", engine -> stop(engine, id))
            : new Order("redrive", engine -> redrive(engine, id)));
  }

  private boolean stop(EmbeddedEngine engine, ExecutionId id) throws InterruptedException {
    Optional<ExecutionDescription> found = engine.stop(id, "Stopped", "by a client");
    if (found.isEmpty()) {
      pool.violated("a stored execution is not found: " + id);
    }
    return true;
  }

  private boolean redrive(EmbeddedEngine engine, ExecutionId id) throws InterruptedException {
    try {
      var _ = engine.redrive(new Redrive(id, "token-" + interferences));
    } catch (WorkflowException e) {
      if (!e.code().equals("ExecutionNotRedrivable")) {
        pool.violated("redrive: " + e.code());
      }
    }
    return true;
  }

  /// When all is over: all were answered, and what they were told is so.
  void checkEnd() {
    for (Order order : orders) {
      if (!order.answered) {
        pool.violated("never answered: " + order.what);
      }
    }
    for (String each : acknowledged) {
      int slash = each.indexOf('/');
      boolean there =
          slash < 0
              ? pool.commits().contains(each)
              : exists(each.substring(0, slash), each.substring(slash + 1)) == 1;
      if (!there) {
        pool.violated("acknowledged and lost: " + each);
      }
    }
  }
}
