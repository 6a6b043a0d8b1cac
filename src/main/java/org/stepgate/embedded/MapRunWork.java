package org.stepgate.embedded;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.TaskId;
import org.stepgate.store.MapRunId;
import org.stepgate.store.MapRunRow;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.tasks.ObjectStore;

/// The map runs that this worker takes part in. All workers of a pool may take part in the same
/// run: what each of them does next is told by the store.
///
/// Threads: safe for use by any.
final class MapRunWork {
  private final Shell shell;
  private final Store store;
  private final Definitions definitions;
  private volatile @Nullable ObjectStore objects;
  private final Map<MapRunId, LiveMapRun> live = new ConcurrentHashMap<>();

  MapRunWork(Shell shell, Store store, Definitions definitions) {
    this.shell = shell;
    this.store = store;
    this.definitions = definitions;
  }

  /// Where items are read from and results are written to from now on.
  void useObjects(ObjectStore known) {
    objects = known;
  }

  /// Called once an execution that started a run is stored with it.
  void started(RowId parent, TaskId run) {
    shell.io(() -> {
      Optional<MapRunRow> row = store.mapRun(parent, run);
      row.ifPresent(found -> live(found.id()).poke());
    });
  }

  /// Called once a child of a run has ended in this worker.
  void childEnded(MapRunId run) {
    live(run).poke();
  }

  /// Looks for runs for which something is to be done: after another process has committed, when a
  /// run was given up, and in the beginning.
  void look() {
    shell.io(() -> store.mapRunsWithWork(shell.worker()).forEach(run -> live(run).poke()));
  }

  /// Forgets a run for which nothing is to be done any more.
  void forget(LiveMapRun run) {
    live.remove(run.id(), run);
  }

  private LiveMapRun live(MapRunId run) {
    return live.computeIfAbsent(
        run,
        known ->
            new LiveMapRun(
                this, shell, store, known, new MapRunFacts(store, known, definitions, objects)));
  }
}
