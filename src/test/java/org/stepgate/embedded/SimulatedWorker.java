package org.stepgate.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.engine.Outside;
import org.stepgate.engine.TaskId;
import org.stepgate.store.MemoryDatabase;
import org.stepgate.store.StoreClock;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskContext;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.tasks.TaskRunner;
import org.stepgate.workflow.BackendException;

/// One worker of the simulated pool: the real engine, whose threads, timers and commits go on when
/// the simulation says so. A worker that is killed does nothing any more.
final class SimulatedWorker {
  private static final int STEPS_PER_TURN = 3;
  private static final int IDLE_EXECUTIONS = 2;

  private final PoolSimulation pool;
  private final int number;
  final MemoryDatabase.Client client;
  private final List<Runnable> ready = new ArrayList<>();
  private final List<Later> later = new ArrayList<>();
  private final ThreadFactory factory = SimulatedThreads.on(this::ready);
  private final ExecutorService threads = Executors.newThreadPerTaskExecutor(factory);
  private @Nullable EmbeddedEngine engine;
  private @Nullable WorkerId id;
  private @Nullable DueTimers dueTimers;
  private boolean lives = true;
  private boolean claiming;
  private boolean catchingUp;

  /// True when others have committed since it looked.
  boolean behind;

  /// True when time has passed since it looked for timers.
  boolean late = true;

  /// Until which step it is stopped.
  int stoppedUntil;

  private record Later(long dueNanos, Runnable action) {}

  /// A call of the engine by a client.
  interface Request {
    void run(EmbeddedEngine engine) throws InterruptedException;
  }

  SimulatedWorker(PoolSimulation pool, int number, MemoryDatabase.Client client) {
    this.pool = pool;
    this.number = number;
    this.client = client;
    spawn(() -> {
      try {
        join();
      } catch (BackendException e) {
        pool.kill(this); // A worker that cannot join ends.
      }
    });
  }

  private void join() throws InterruptedException {
    StoreClock clock = pool.clock();
    WorkerId registered =
        Futures.get(
            client
                .store()
                .write(new Write.RegisterWorker(number, number, clock.bootId(), lockName())));
    id = registered;
    var made =
        new EmbeddedEngine(
            new EmbeddedConfig(
                Pool.ACCOUNT, "us-east-1", 1, STEPS_PER_TURN, 256, IDLE_EXECUTIONS, 1_000),
            client.store(),
            clock,
            registered,
            new Tasks(),
            SimulatedMachines::parse,
            new Simulated());
    long generation = client.store().configuration().map(known -> known.generation()).orElse(0L);
    if (generation == 0) {
      made.putConfiguration(0, "0".repeat(64), "bundle", pool.machines());
    }
    made.useMachines(pool.machines());
    made.start();
    engine = made;
  }

  String lockName() {
    return "lock-" + number;
  }

  boolean lives() {
    return lives;
  }

  void kill() {
    lives = false;
    ready.clear();
    later.clear();
  }

  /// Whether it can serve.
  boolean serves() {
    return lives && engine != null;
  }

  private void ready(Runnable action) {
    if (lives) {
      ready.add(action);
    }
  }

  private interface Action {
    void run() throws InterruptedException;
  }

  private void spawn(Action action) {
    var _ =
        threads.submit(() -> {
          try {
            action.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) {
            if (lives) {
              pool.thrown(e);
            }
          }
        });
  }

  /// Has a client's call made.
  void request(Request request) {
    EmbeddedEngine serving = engine;
    if (serving != null) {
      spawn(() -> request.run(serving));
    }
  }

  /// Has the worker take over what a dead one has left.
  void retire(long gone) {
    WorkerId heir = id;
    EmbeddedEngine serving = engine;
    if (heir == null || serving == null) {
      return;
    }
    StoreClock clock = pool.clock();
    spawn(() -> {
      Write.RetireOutcome outcome;
      try {
        outcome =
            Futures.get(
                client
                    .store()
                    .write(
                        new Write.RetireWorker(
                            new WorkerId(gone),
                            heir,
                            clock.bootId(),
                            clock.monotonicNanos(),
                            clock.wall())));
      } catch (BackendException e) {
        pool.notRetired(gone);
        return;
      }
      if (outcome instanceof Write.RetireOutcome.Retired left) {
        serving.takeOver(left);
        late = true;
      }
    });
  }

  // ---- what it may do next

  int readyCount() {
    return ready.size();
  }

  void runReady(int index) {
    ready.remove(index).run();
  }

  boolean mayCatchUp() {
    return behind && !catchingUp && serves();
  }

  void catchUp() {
    behind = false;
    catchingUp = true;
    request(serving -> {
      serving.catchUp();
      catchingUp = false;
    });
  }

  boolean mayClaim() {
    return late && !claiming && serves() && dueTimers != null;
  }

  void claim() {
    late = false;
    claiming = true;
    DueTimers timers = dueTimers;
    request(_ -> {
      if (timers != null) {
        var _ = timers.claimAll();
      }
      claiming = false;
    });
  }

  /// Whether something that was put off is due by now.
  boolean hasDue() {
    return later.stream().anyMatch(each -> each.dueNanos <= pool.clock().monotonicNanos());
  }

  void runDue() {
    for (int i = 0; i < later.size(); i++) {
      if (later.get(i).dueNanos <= pool.clock().monotonicNanos()) {
        later.remove(i).action().run();
        return;
      }
    }
  }

  /// When the next of what was put off is due.
  long nextDueNanos() {
    return later.stream().mapToLong(Later::dueNanos).min().orElse(Long.MAX_VALUE);
  }

  private final class Tasks implements TaskRunner {
    @Override
    public TaskOutcome run(TaskCall call, TaskContext context) throws InterruptedException {
      return pool.ledger().call(SimulatedWorker.this, call);
    }
  }

  /// Threads, time and chance of the simulation.
  private final class Simulated extends Machinery {
    @Override
    ThreadFactory taskThreads() {
      return factory;
    }

    @Override
    ThreadFactory ioThreads() {
      return factory;
    }

    @Override
    Turns turns(int threads) {
      return new Turns() {
        @Override
        public void execute(Runnable turn) {
          ready(turn);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    Outside outside(Predicate<String> activities) {
      return new Outside() {
        @Override
        public String token(String executionArn, TaskId task) {
          return Sha256.hex(number + executionArn + '#' + task.number());
        }

        @Override
        public BooleanSupplier evaluationTime() {
          return () -> false;
        }

        @Override
        public boolean activityExists(String arn) {
          return activities.test(arn);
        }
      };
    }

    @Override
    void watch(TimerQueue timers, DueTimers due) {
      dueTimers = due;
    }

    @Override
    long seed() {
      return pool.random().nextLong();
    }

    @Override
    int random(int bound) {
      return pool.random().nextInt(bound);
    }

    @Override
    void later(TimerQueue timers, StoreClock clock, Duration delay, Runnable action) {
      later.add(new Later(clock.monotonicNanos() + delay.toNanos(), action));
    }

    @Override
    void endProcess() {
      pool.thrown(new AssertionError("the process has ended itself"));
    }
  }
}
