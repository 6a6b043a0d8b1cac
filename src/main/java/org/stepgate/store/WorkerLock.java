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

/// The file that a worker keeps locked while it lives, and in which it counts: 8 bytes, big endian.
///
/// Locks of files belong to the process, and closing any descriptor of the file drops them. So a
/// worker opens its own file exactly once.
final class WorkerLock implements AutoCloseable {
  private static final int COUNTER_BYTES = Long.BYTES;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

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
    channel.write(ByteBuffer.allocate(COUNTER_BYTES), 0);
    return new WorkerLock(file, channel, lock);
  }

  /// The counter, in memory that other processes see.
  MappedByteBuffer counter() throws IOException {
    return channel.map(FileChannel.MapMode.READ_WRITE, 0, COUNTER_BYTES);
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
