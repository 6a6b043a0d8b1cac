package org.stepgate.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

/// The file that a worker keeps locked while it lives, and in which it counts and says who it is.
///
/// Four numbers of 8 bytes, big endian: the counter, the process, when that was started in clock
/// ticks since boot, and the [LiveWorker.Phase]. All are 0 until the worker has joined.
///
/// Locks of files belong to the process, and closing any descriptor of the file drops them. So a
/// worker opens its own file exactly once.
final class WorkerLock implements AutoCloseable {
  private static final String PREFIX = "worker-";
  private static final int COUNTER_BYTES = Long.BYTES;
  private static final int PID_AT = Long.BYTES;
  private static final int START_TICKS_AT = 2 * Long.BYTES;
  private static final int PHASE_AT = 3 * Long.BYTES;
  private static final int BYTES = 4 * Long.BYTES;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  /// A new name for a file.
  static String newName() {
    return PREFIX + UUID.randomUUID();
  }

  /// Whether a file is one of these, by its name.
  static boolean isOne(Path file) {
    return file.getFileName().toString().startsWith(PREFIX);
  }

  private WorkerLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /// Makes the file, which must not exist, and locks it.
  static WorkerLock create(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(file + " was locked by another process as soon as it was made");
    }
    channel.write(ByteBuffer.allocate(BYTES), 0);
    return new WorkerLock(file, channel, lock);
  }

  /// The numbers, in memory that other processes see.
  Numbers numbers() throws IOException {
    return new Numbers(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
  }

  /// What the file holds. Safe for many threads, as long as one of them counts.
  record Numbers(MappedByteBuffer memory) {
    /// Counts on.
    void count() {
      memory.putLong(0, memory.getLong(0) + 1);
    }

    /// Says whose file it is.
    void name(long pid, long startTicks) {
      memory.putLong(START_TICKS_AT, startTicks);
      memory.putLong(PID_AT, pid);
    }

    /// Says how far the worker is, unless it is further.
    void phase(LiveWorker.Phase phase) {
      memory.putLong(PHASE_AT, Math.max(phase.number(), memory.getLong(PHASE_AT)));
    }
  }

  /// The worker that holds a file's lock; empty when nobody does or it has not said who it is.
  /// Never call it for a file of this process.
  static Optional<LiveWorker> holder(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // Shared, for which reading is enough. Who looks at the same moment takes it for held, and
      // looks again.
      if (channel.tryLock(0, Long.MAX_VALUE, true) != null) {
        return Optional.empty();
      }
      ByteBuffer numbers = ByteBuffer.allocate(BYTES);
      if (channel.read(numbers, 0) < BYTES || numbers.getLong(PID_AT) == 0) {
        return Optional.empty();
      }
      return LiveWorker.Phase.of(numbers.getLong(PHASE_AT))
          .map(phase ->
              new LiveWorker(numbers.getLong(PID_AT), numbers.getLong(START_TICKS_AT), phase));
    }
  }

  /// What a look at the file of another process found.
  sealed interface Probe {
    /// The lock was free, and is ours now: its worker is dead.
    record Taken(WorkerLock lock) implements Probe {}

    /// The worker holds it.
    ///
    /// @param counter how far it has counted
    record Held(long counter) implements Probe {}

    /// There is no such file.
    record Missing() implements Probe {}
  }

  /// Tries to take the lock of another process's worker. Never call it for one of this process.
  static Probe probe(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new Probe.Missing();
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
    if (lock.isPresent()) {
      return new Probe.Taken(new WorkerLock(file, channel, lock.get()));
    }
    try (channel) {
      ByteBuffer counter = ByteBuffer.allocate(COUNTER_BYTES);
      int read = channel.read(counter, 0);
      return new Probe.Held(read == COUNTER_BYTES ? counter.getLong(0) : 0);
    }
  }

  /// Deletes the file while its lock is held, then lets go.
  void delete() throws IOException {
    Files.deleteIfExists(file);
    close();
  }

  /// Lets go of the lock; the file stays.
  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
