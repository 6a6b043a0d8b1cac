package org.stepgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.stepgate.store.Write.RetireOutcome;
import org.stepgate.workflow.BackendException;

/// This process as a worker of the pool, and its eye on the others.
///
/// A worker is dead when the lock of its file can be taken, and only then. One that lives but does
/// not count on for a while is stopped: it is killed, which frees its lock.
public final class WorkerRegistry implements AutoCloseable {
  /*
   * join:  make file -> lock it -> insert row.             So a row always has a lock.
   * death: take lock -> remove row -> delete file -> let go of the lock.
   *
   * Two workers cannot both take over: they need the lock, and the row can be removed once only.
   * When the one that takes over dies in between, its lock on the dead worker's file is freed too,
   * and the next one goes on.
   *
   * A process that dies between two of these steps can leave a file without a row. Such a file is
   * deleted once it is old, by whoever can take its lock, and while holding it: a worker that is
   * just joining holds the lock, or has made the file a moment ago.
   */
  private static final Logger LOG = LogManager.getLogger(WorkerRegistry.class);

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// How old a file without a row must be to be taken for left behind.
  private static final Duration ABANDONED = Duration.ofMinutes(1);

  private final Store store;
  private final Path folder;
  private final StoreClock clock;
  private final ProcessTable processes;
  private final Duration silence;
  private final Listener listener;
  private final String lockName;
  private final WorkerLock lock;
  private final WorkerLock.Numbers numbers;
  private final WorkerId self;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().name("store-workers-", 1).daemon().factory());

  /// What was seen of other workers; confined to the thread that looks.
  private final Map<WorkerId, Seen> seen = new HashMap<>();

  /// Workers whose removal is on its way.
  private final Set<WorkerId> retiring = ConcurrentHashMap.newKeySet();

  /// The files of dead workers whose locks this process holds until they are removed.
  private final Set<String> heldFiles = ConcurrentHashMap.newKeySet();

  private long lastLookNanos;
  private boolean expelled;

  /// Is told what happens in the pool, by a virtual thread for each call.
  public interface Listener {
    /// A worker has died, and this one has inherited what it left. Each death is told to one
    /// worker.
    ///
    /// @param left what to carry out; its timers will be claimed as they become due
    void workerDied(WorkerId dead, RetireOutcome.Retired left);

    /// Others have taken this worker for dead. It has to end at once: its tasks are carried out by
    /// another.
    void expelled();
  }

  /// How to look for stopped workers.
  ///
  /// @param silence how long a worker may not count on before it is killed, by the monotonic clock
  ///   of the one that looks
  public record Settings(Duration silence) {
    /// Ten seconds.
    public static final Settings DEFAULTS = new Settings(Duration.ofSeconds(10));

    /// Checks the duration.
    public Settings {
      if (silence.compareTo(PERIOD) <= 0) {
        throw new IllegalArgumentException("silence must be longer than a second");
      }
    }
  }

  /// @param sinceNanos when the counter was first seen at that value
  private record Seen(long counter, long sinceNanos) {}

  WorkerRegistry(
      Store store,
      Path folder,
      StoreClock clock,
      ProcessTable processes,
      Settings settings,
      Listener listener)
      throws IOException {
    this.store = store;
    this.folder = folder;
    this.clock = clock;
    this.processes = processes;
    this.silence = settings.silence();
    this.listener = listener;
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    ReloadTurn.make(folder);
    this.lockName = WorkerLock.newName();
    this.lock = WorkerLock.create(folder.resolve(lockName));
    this.numbers = lock.numbers();
    this.lastLookNanos = clock.monotonicNanos();
    long pid = ProcessHandle.current().pid();
    long startTicks = processes.startTicks(pid).orElse(0);
    this.self =
        store.write(new Write.RegisterWorker(pid, startTicks, clock.bootId(), lockName)).join();
    numbers.name(pid, startTicks);
  }

  /// Makes this process a worker of the pool, and begins to look after the others.
  ///
  /// @param folder where the workers keep their lock files; the same for all that share the store
  /// @throws UncheckedIOException when the lock file cannot be made
  public static WorkerRegistry join(
      Store store, Path folder, StoreClock clock, Settings settings, Listener listener) {
    try {
      var registry =
          new WorkerRegistry(store, folder, clock, new ProcessTable.Linux(), settings, listener);
      registry.start();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException("no lock file can be made in " + folder, e);
    }
  }

  /// Counting has a thread of its own: looking may wait for the disk.
  private void start() {
    long period = PERIOD.toMillis();
    var _ = threads.scheduleAtFixedRate(this::beat, 0, period, TimeUnit.MILLISECONDS);
    var _ = threads.scheduleWithFixedDelay(this::lookSafely, 0, period, TimeUnit.MILLISECONDS);
  }

  /// The number of this worker.
  public WorkerId self() {
    return self;
  }

  /// Shows other processes, such as `stepgate reload`, how far this worker is. Starting, until this
  /// is called; it never goes back to an earlier phase.
  public synchronized void show(LiveWorker.Phase phase) {
    numbers.phase(phase);
  }

  /// Shows that this worker is not stopped.
  void beat() {
    numbers.count();
  }

  private void lookSafely() {
    try {
      look();
    } catch (IOException | BackendException | StoreFullException e) {
      LOG.warn("workers.look_failed error={}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("workers.look_failed", e);
    }
  }

  /// Looks once at all other workers.
  void look() throws IOException {
    long now = clock.monotonicNanos();
    if (now - lastLookNanos > silence.toNanos() / 2) {
      // This process was stopped itself, perhaps with all others: their silence means nothing.
      seen.clear();
    }
    lastLookNanos = now;
    boolean found = false;
    // Read before the rows: a worker's file is older than its row.
    List<String> files = lockFiles();
    var present = new HashSet<WorkerId>();
    var named = new HashSet<String>();
    for (WorkerRow worker : store.workers()) {
      present.add(worker.id());
      named.add(worker.lockName());
      if (worker.id().equals(self)) {
        found = true;
      } else if (!isThisProcess(worker) && !retiring.contains(worker.id())) {
        look(worker, now);
      }
    }
    seen.keySet().retainAll(present);
    for (String file : files) {
      if (!named.contains(file) && !file.equals(lockName) && !heldFiles.contains(file)) {
        removeIfAbandoned(folder.resolve(file));
      }
    }
    if (!found && !expelled) {
      expelled = true;
      LOG.error("workers.expelled worker={}", self.value());
      Thread.startVirtualThread(listener::expelled);
    }
  }

  private void look(WorkerRow worker, long now) throws IOException {
    switch (WorkerLock.probe(folder.resolve(worker.lockName()))) {
      case WorkerLock.Probe.Taken(WorkerLock freed) -> retire(worker, freed);
      case WorkerLock.Probe.Held(long counted) -> watch(worker, counted, now);
      case WorkerLock.Probe.Missing _ -> {
        // Somebody has deleted the file, which may be us after the row was read.
        if (!isRunning(worker)) {
          retire(worker, null);
        }
      }
    }
  }

  private List<String> lockFiles() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(WorkerLock::isOne).map(file -> file.getFileName().toString()).toList();
    }
  }

  /// Deletes a file that belongs to no row, unless a process holds it or may be about to.
  private void removeIfAbandoned(Path file) throws IOException {
    try {
      Instant changed = Files.getLastModifiedTime(file).toInstant();
      if (changed.plus(ABANDONED).isAfter(clock.wall())) {
        return;
      }
    } catch (NoSuchFileException _) {
      return; // Another worker has removed it.
    }
    switch (WorkerLock.probe(file)) {
      case WorkerLock.Probe.Taken(WorkerLock freed) -> {
        freed.delete();
        LOG.info("workers.lock_file_removed file={}", file.getFileName());
      }
      case WorkerLock.Probe.Held _, WorkerLock.Probe.Missing _ -> {}
    }
  }

  private void watch(WorkerRow worker, long counted, long now) {
    Seen before = seen.get(worker.id());
    if (before == null || before.counter != counted) {
      seen.put(worker.id(), new Seen(counted, now));
    } else if (now - before.sinceNanos >= silence.toNanos() && isRunning(worker)) {
      LOG.warn("workers.killed worker={} pid={}", worker.id().value(), worker.pid());
      processes.kill(worker.pid());
    }
  }

  /// Removes a dead worker. Not waited for: a stopped worker may keep the store locked, and has to
  /// be found meanwhile.
  private void retire(WorkerRow worker, @Nullable WorkerLock freed) {
    retiring.add(worker.id());
    heldFiles.add(worker.lockName());
    var _ =
        store
            .write(
                new Write.RetireWorker(
                    worker.id(), self, clock.bootId(), clock.monotonicNanos(), clock.wall()))
            .whenCompleteAsync(
                (outcome, failure) -> {
                  letGo(freed, failure == null);
                  heldFiles.remove(worker.lockName());
                  retiring.remove(worker.id());
                  if (outcome instanceof RetireOutcome.Retired retired) {
                    LOG.info("workers.retired worker={}", worker.id().value());
                    listener.workerDied(worker.id(), retired);
                  }
                },
                Thread::startVirtualThread);
  }

  private static void letGo(@Nullable WorkerLock freed, boolean retired) {
    if (freed == null) {
      return;
    }
    try {
      if (retired) {
        freed.delete();
      } else {
        freed.close();
      }
    } catch (IOException e) {
      LOG.warn("workers.lock_file_failed error={}", e.toString());
    }
  }

  /// Whether the very process is there, not a later one of that number.
  private boolean isRunning(WorkerRow worker) {
    return worker.bootId().equals(clock.bootId())
        && processes.startTicks(worker.pid()).orElse(-1) == worker.startTicks();
  }

  /// Probing a file of this process would drop its lock.
  private boolean isThisProcess(WorkerRow worker) {
    return worker.pid() == ProcessHandle.current().pid() && isRunning(worker);
  }

  /// Leaves the pool: lets go of the lock, so that another worker inherits what is left. The store
  /// stays open.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("workers.lock_file_failed error={}", e.toString());
    }
  }
}
