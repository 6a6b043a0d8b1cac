package org.stepgate.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.engine.Event;
import org.stepgate.engine.Execution;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.Payload;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.store.MapChild;
import org.stepgate.store.MapInput;
import org.stepgate.store.MapRunId;
import org.stepgate.store.MapRunRow;
import org.stepgate.store.MapRunTurn;
import org.stepgate.store.NewExecution;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.StoredExecution;
import org.stepgate.store.Write;
import org.stepgate.workflow.StatesArn;

/// One map run in this worker: asks the store what is to be done, and does it.
///
/// Threads: [#poke] may be called by any thread. Turns happen one at a time; beside them the items
/// are read, by one thread.
final class LiveMapRun {
  /*
   *        poke              Start: children          Stop: children          End
   *   IDLE ────► asking ───► start, on their own ───► stop, and are ────────► results are gathered,
   *     ▲          │         (virtual thread)         awaited                 the parent is told
   *     └──────────┴────────────────◄──────────────────────◄──────────────────────┘
   *
   * A child that this worker has claimed is in `starting` until it is stored: a Standard child
   * after its first turn, an Express one at its end. When half of them are gone, the store is asked
   * for more.
   */

  /// How many children this worker has in hand before they are stored.
  static final int STARTING = 512;

  private static final Logger log = LogManager.getLogger(LiveMapRun.class);

  private final MapRunWork work;
  private final Shell shell;
  private final Store store;
  private final MapRunId id;
  private final MapRunFacts facts;
  private final Map<Long, LiveExecution> starting = new HashMap<>();
  private boolean busy;
  private boolean again;
  private boolean reading;

  LiveMapRun(MapRunWork work, Shell shell, Store store, MapRunId id, MapRunFacts facts) {
    this.work = work;
    this.shell = shell;
    this.store = store;
    this.id = id;
    this.facts = facts;
  }

  /// Which run it is.
  MapRunId id() {
    return id;
  }

  /// Asks the store what is to be done, soon.
  void poke() {
    synchronized (this) {
      again = true;
      if (busy || starting.size() > STARTING / 2) {
        return;
      }
      busy = true;
    }
    turn();
  }

  private void turn() {
    int room;
    synchronized (this) {
      again = false;
      room = STARTING - starting.size();
    }
    shell.write(
        new Write.TurnMapRun(id, shell.worker(), room),
        outcome -> shell.io(() -> act(outcome)),
        failure -> {
          log.warn("map_run.turn_failed run={}", id.value(), failure);
          shell.later(this::turn);
        });
  }

  /// Ends a turn, and begins the next one when somebody has asked for it meanwhile.
  private void next() {
    synchronized (this) {
      if (!again || starting.size() > STARTING / 2) {
        busy = false;
        return;
      }
    }
    turn();
  }

  private void act(MapRunTurn turn) {
    try {
      switch (turn) {
        case MapRunTurn.Start(List<MapInput> inputs) -> {
          readItems();
          inputs.forEach(this::start);
          next();
        }
        case MapRunTurn.Stop(List<RowId> children) -> {
          stop(children);
          next();
        }
        case MapRunTurn.More _ -> turn();
        case MapRunTurn.End _ -> end();
        case MapRunTurn.Closed _ -> {
          work.forget(this);
          next();
        }
      }
    } catch (RuntimeException e) {
      log.error("map_run.act_failed run={}", id.value(), e);
      shell.later(this::turn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- items

  /// Reads the items, when that is for this worker to do and it does not do so already.
  private void readItems() {
    synchronized (this) {
      if (reading) {
        return;
      }
      reading = true;
    }
    MapRunRow row = store.mapRun(id).orElse(null);
    if (row == null
        || row.stage() != MapRunRow.Stage.RUNNING
        || row.allRead()
        || !shell.worker().equals(row.owner())) {
      doneReading();
      return;
    }
    shell.io(() ->
        new MapRunReader(store, shell.worker(), facts, this::poke, shell::isClosing)
            .read(row, this::doneReading));
  }

  private synchronized void doneReading() {
    reading = false;
  }

  // ---- children

  private void start(MapInput input) {
    MapRunFacts.Known known = facts.known();
    RowId earlier = input.earlier();
    if (earlier != null && !known.plan().express()) {
      redrive(input, earlier);
      return;
    }
    StoredExecution before = earlier == null ? null : load(earlier);
    String body = before == null ? input.body() : before.start().identity().input().text();
    ExecutionHeader initial = before == null ? ExecutionHeader.INITIAL : before.header().anew();
    NewExecution start = newExecution(known, input, body);
    var child = LiveExecution.child(shell, start, facts.machine(), initial, known.plan().express());
    synchronized (this) {
      starting.put(input.child(), child);
    }
    child.post(new Event.Started());
    var _ =
        child
            .whenStored()
            .whenComplete((_, failure) -> {
              if (failure == null) {
                stored(input.child());
              } else {
                log.warn("map_run.child_not_stored run={}", id.value(), failure);
                shell.later(() -> shell.io(() -> start(input)));
              }
            });
  }

  /// Lets a Standard child go on that did not succeed.
  private void redrive(MapInput input, RowId earlier) {
    LiveExecution child = shell.live(earlier);
    synchronized (this) {
      starting.put(input.child(), child);
    }
    var _ =
        child
            .ask(new Event.Redriven(null))
            .whenComplete((_, failure) -> {
              if (failure == null) {
                stored(input.child());
              } else {
                log.warn("map_run.child_not_redriven run={}", id.value(), failure);
                shell.later(() -> shell.io(() -> redrive(input, earlier)));
              }
            });
  }

  private void stored(long child) {
    synchronized (this) {
      starting.remove(child);
    }
    poke();
  }

  private NewExecution newExecution(MapRunFacts.Known known, MapInput input, String body) {
    Execution.Identity parent = known.parent().identity();
    String name = Digests.uuid(known.plan().arn() + '#' + input.child());
    StatesArn.MapRun run = known.arn();
    StatesArn arn =
        known.plan().express()
            ? new StatesArn.ExpressExecution(
                run.region(), run.account(), run.machine(), run.label(), name, name)
            : new StatesArn.Execution(
                run.region(), run.account(), run.machine(), run.label(), name);
    var identity =
        new Execution.Identity(
            arn.toString(),
            name,
            parent.machineArn() + '/' + run.label(),
            known.childMachine(),
            parent.roleArn(),
            known.plan().express(),
            now(),
            Payload.inline(JsonReader.read(body, JsonLimits.STORED)).withText(body));
    return new NewExecution(
        identity,
        known.definitionSha256(),
        known.parent().origin(),
        null,
        null,
        known.parent().traceparent(),
        known.parent().testCase(),
        known.parent().caller(),
        null,
        new MapChild(id, input.child(), input.items()),
        List.of());
  }

  private StoredExecution load(RowId earlier) {
    return store
        .load(earlier)
        .orElseThrow(() -> new IllegalStateException("a child that did not succeed is kept"));
  }

  /// Stops children and waits until that is stored.
  private void stop(List<RowId> children) throws InterruptedException {
    var stopped = new ArrayList<CompletableFuture<Void>>();
    List<LiveExecution> here;
    synchronized (this) {
      here = List.copyOf(starting.values());
    }
    for (LiveExecution child : here) {
      stopped.add(child.ask(new Event.StopRequested(null, null)));
    }
    for (RowId child : children) {
      stopped.add(shell.live(child).ask(new Event.StopRequested(null, null)));
    }
    for (CompletableFuture<Void> each : stopped) {
      Futures.get(each);
    }
  }

  // ---- the end

  private void end() {
    MapRunRow row = store.mapRun(id).orElse(null);
    if (row == null) {
      next();
      return;
    }
    MapRunResults.Ended ended = new MapRunResults(store, facts).of(row);
    if (shell.isClosing()) {
      return; // A transfer may have been cut off: whoever takes over makes the end again.
    }
    shell.write(
        new Write.CloseMapRun(
            id, shell.worker(), row.redrives(), now(), ended.event(), ended.written()),
        parent -> {
          parent.ifPresent(shell::lookIntoInbox);
          work.forget(this);
          next();
        },
        failure -> {
          log.warn("map_run.end_failed run={}", id.value(), failure);
          shell.later(this::turn);
        });
  }

  private Instant now() {
    return shell.clock().wall().truncatedTo(ChronoUnit.MILLIS);
  }
}
