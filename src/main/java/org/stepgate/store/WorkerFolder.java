package org.stepgate.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The lock files of a pool's workers, seen from a process that is none of them.
///
/// Nothing is made or changed there and the database is not touched, so that root may look as well
/// as the owner of the pool: a file that root left behind would stop the workers.
///
/// Threads: safe for any. Not for a process that is a worker itself: looking would drop its lock.
public final class WorkerFolder {
  private final Path folder;
  private final ProcessTable processes;

  /// @param folder where the workers keep their lock files
  public WorkerFolder(Path folder) {
    this(folder, new ProcessTable.Linux());
  }

  WorkerFolder(Path folder, ProcessTable processes) {
    this.folder = folder;
    this.processes = processes;
  }

  /// The workers that live, by process number.
  ///
  /// @throws java.nio.file.NoSuchFileException when there is no such folder
  /// @throws java.nio.file.AccessDeniedException when it is another user's
  public List<LiveWorker> workers() throws IOException {
    List<Path> files;
    try (var list = Files.list(folder)) {
      files = list.filter(WorkerLock::isOne).toList();
    }
    var workers = new ArrayList<LiveWorker>();
    for (Path file : files) {
      read(file).filter(this::runs).ifPresent(workers::add);
    }
    workers.sort(Comparator.comparingLong(LiveWorker::pid));
    return List.copyOf(workers);
  }

  private static Optional<LiveWorker> read(Path file) throws IOException {
    try {
      return WorkerLock.holder(file);
    } catch (NoSuchFileException _) {
      return Optional.empty(); // It has just been deleted.
    }
  }

  private boolean runs(LiveWorker worker) {
    return processes.startTicks(worker.pid()).orElse(-1) == worker.startTicks();
  }

  /// Takes the right to replace the workers.
  ///
  /// @return empty when another process has it
  /// @throws java.nio.file.AccessDeniedException when the pool is another user's
  public Optional<ReloadTurn> takeTurn() throws IOException {
    return ReloadTurn.take(folder);
  }

  /// Has a worker drain and end, by SIGTERM. Returns at once.
  ///
  /// @return false when the process may not be signalled by this user, or has ended
  public boolean end(LiveWorker worker) {
    return runs(worker) && processes.end(worker.pid());
  }
}
