package org.stepgate.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// The log of decisions of one worker: files to which records are only ever added, chained. A file
/// that is full gets another name, and the next one begins with a record of how it ended.
///
/// What is added is in the file after the next [#write], and on the disk after the next [#flush]: a
/// crash loses what came since. A worker takes the first log that no other holds, and goes on with
/// its chain.
///
/// Threads: safe for use by any.
public final class DecisionFile implements DecisionLog, AutoCloseable {
  /// How many records may wait for the disk.
  static final int MAX_WAITING = 20_000;

  /// How many are written at once.
  private static final int PORTION = 512;

  private static final Logger LOG = LogManager.getLogger(DecisionFile.class);
  private static final int MAX_LOGS = 1_000;
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = mode("rw-------");

  private final Path folder;
  private final String name;
  private final long fileBytes;
  private final InstantSource clock;
  private FileChannel channel;
  private final FileChannel lockChannel;
  private final FileLock lock;
  private final Object adding = new Object();
  private List<AuditRecord> waiting = new ArrayList<>();
  private long lost;
  private ChainHead head;
  private ChainHead onDisk;
  private long bytes;
  private boolean failing;

  private DecisionFile(
      Path folder,
      String name,
      long fileBytes,
      InstantSource clock,
      FileChannel channel,
      FileChannel lockChannel,
      FileLock lock,
      LogEnd end,
      ChainHead head) {
    this.folder = folder;
    this.name = name;
    this.fileBytes = fileBytes;
    this.clock = clock;
    this.channel = channel;
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.head = head;
    this.onDisk = head;
    this.bytes = end.bytes();
  }

  /// Takes the first free log of a folder, which is made when there is none.
  ///
  /// @param fileBytes how large a file becomes before the next one is begun
  /// @throws IOException when there is no log that can be written
  public static DecisionFile open(Path folder, long fileBytes, InstantSource clock)
      throws IOException {
    Files.createDirectories(folder, mode("rwx------"));
    for (int slot = 0; slot < MAX_LOGS; slot++) {
      Optional<DecisionFile> log = take(folder, LogName.of(slot), fileBytes, clock);
      if (log.isPresent()) {
        return log.get();
      }
    }
    throw new IOException("more than " + MAX_LOGS + " logs in " + folder);
  }

  private static Optional<DecisionFile> take(
      Path folder, String name, long fileBytes, InstantSource clock) throws IOException {
    FileChannel lockChannel = opened(LogName.lockFile(folder, name));
    Optional<FileLock> lock = locked(lockChannel);
    if (lock.isEmpty()) {
      lockChannel.close();
      return Optional.empty();
    }
    FileChannel channel = opened(LogName.file(folder, name));
    LogEnd end;
    ChainHead head;
    try {
      end = LogEnd.of(channel);
      head = end.last() == null ? fullUpTo(folder, name) : end.head();
    } catch (IOException e) {
      // Whoever verifies it will be told; nothing is mended here.
      LOG.error("audit.log_damaged log={} error=\"{}\"", name, e.getMessage());
      channel.close();
      lockChannel.close();
      return Optional.empty();
    }
    var log =
        new DecisionFile(
            folder, name, fileBytes, clock, channel, lockChannel, lock.get(), end, head);
    if (end.tornBytes() > 0) {
      LOG.warn("audit.log_continued log={} torn={}", name, end.tornBytes());
      channel.truncate(end.bytes());
      log.append(
          new AuditRecord(
              clock.instant(), Cause.STEPGATE, new AuditEvent.LogContinued(end.tornBytes())));
    }
    return Optional.of(log);
  }

  /// How the newest full file ends, with which one without records goes on.
  private static ChainHead fullUpTo(Path folder, String name) throws IOException {
    List<Path> full = LogName.full(folder, name);
    if (full.isEmpty()) {
      return ChainHead.NONE;
    }
    try (FileChannel last = FileChannel.open(full.getLast(), StandardOpenOption.READ)) {
      return LogEnd.of(last).head();
    }
  }

  private static FileChannel opened(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        PRIVATE);
  }

  /// Empty when another worker, of this process or another, has it.
  private static Optional<FileLock> locked(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /// The name of the log in its folder.
  public String name() {
    return name;
  }

  /// Adds a record. When too many wait, because the disk is full or away, it is lost, and counted.
  @Override
  public void append(AuditRecord entry) {
    var _ = add(entry);
  }

  /// As [#append].
  ///
  /// @return how many records wait to be written
  public int add(AuditRecord entry) {
    synchronized (adding) {
      if (waiting.size() < MAX_WAITING) {
        waiting.add(entry);
      } else {
        lost++;
      }
      return waiting.size();
    }
  }

  /// Writes what was added, and leaves it to the system when it comes to the disk. What cannot be
  /// written now is written by the next call.
  public synchronized void write() {
    List<AuditRecord> batch = taken();
    for (int from = 0; from < batch.size(); from += PORTION) {
      List<AuditRecord> portion = batch.subList(from, Math.min(from + PORTION, batch.size()));
      try {
        write(portion);
      } catch (IOException e) {
        giveBack(new ArrayList<>(batch.subList(from, batch.size())));
        failed(e);
        return;
      }
    }
  }

  /// Writes what was added, and waits until it is on the disk.
  ///
  /// @return the end of what is on the disk
  public synchronized ChainHead flush() {
    write();
    if (!onDisk.equals(head)) {
      try {
        channel.force(false);
        onDisk = head;
        if (failing) {
          LOG.info("audit.log_written_again log={}", name);
          failing = false;
        }
      } catch (IOException e) {
        failed(e);
      }
    }
    return onDisk;
  }

  private void failed(IOException e) {
    if (!failing) {
      LOG.error("audit.log_failed log={} error=\"{}\"", name, e.getMessage());
      failing = true;
    }
  }

  private void write(List<AuditRecord> entries) throws IOException {
    var text = new StringBuilder();
    ChainHead next = head;
    if (bytes == 0 && head.sequence() > 0) {
      var rotated = new AuditEvent.LogRotated(head.sequence(), head.hash());
      next = add(text, next, new AuditRecord(clock.instant(), Cause.STEPGATE, rotated));
    }
    for (AuditRecord entry : entries) {
      next = add(text, next, entry);
    }
    write(text.toString());
    head = next;
    if (bytes >= fileBytes) {
      beginNext();
    }
  }

  private static ChainHead add(StringBuilder text, ChainHead head, AuditRecord entry) {
    ChainLine line = ChainLine.after(head, entry.text());
    text.append(line).append('\n');
    return line.head();
  }

  /// Begins the next file. If that cannot be done now, this one grows on.
  private void beginNext() {
    Path file = LogName.file(folder, name);
    try {
      channel.force(false);
      if (Files.exists(file)) { // It was moved already when the next one could not be opened then.
        Files.move(
            file, LogName.full(folder, name, head.sequence()), StandardCopyOption.ATOMIC_MOVE);
      }
      FileChannel next = opened(file);
      channel.close();
      channel = next;
      bytes = 0;
    } catch (IOException e) {
      LOG.error("audit.file_not_begun log={} error=\"{}\"", name, e.getMessage());
    }
  }

  private List<AuditRecord> taken() {
    synchronized (adding) {
      List<AuditRecord> batch = waiting;
      waiting = new ArrayList<>();
      if (lost > 0) {
        batch.add(
            new AuditRecord(clock.instant(), Cause.STEPGATE, new AuditEvent.RecordsLost(lost)));
        lost = 0;
      }
      return batch;
    }
  }

  private void giveBack(List<AuditRecord> batch) {
    synchronized (adding) {
      for (AuditRecord since : waiting) {
        if (batch.size() < MAX_WAITING) {
          batch.add(since);
        } else {
          lost++;
        }
      }
      waiting = batch;
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer content = StandardCharsets.UTF_8.encode(text);
    long end = bytes;
    try {
      while (content.hasRemaining()) {
        end += channel.write(content, end);
      }
      bytes = end;
    } catch (IOException e) {
      cutTo(bytes);
      throw e;
    }
  }

  private void cutTo(long size) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      LOG.debug("audit.log_not_cut log={}", name, e); // The next write begins there all the same.
    }
  }

  /// Writes what waits and lets others have the log.
  @Override
  public void close() throws IOException {
    var _ = flush();
    channel.close();
    lock.release();
    lockChannel.close();
  }
}
