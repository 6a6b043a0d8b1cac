package org.stepgate.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.json.JsonValue.JsonObject;

/// Removes the full files of logs whose retention is over, the oldest first.
///
/// That they are removed is on record before they are: so a check can tell them from files that
/// somebody else has removed. The newest full file of a log stays, which a file without records
/// goes on from.
public final class OldLogFiles {
  private static final Logger LOG = LogManager.getLogger(OldLogFiles.class);
  private static final String LOCK = "retention.lock";

  private OldLogFiles() {}

  /// Puts on record that files are removed.
  @FunctionalInterface
  public interface Recorder {
    /// Returns once that is durable.
    ///
    /// @return false when it is not: then nothing is removed
    boolean isRecorded(AuditEvent.LogRemoved removal) throws InterruptedException;
  }

  /// Removes files of all logs, whichever worker they are of. Nothing happens while another worker
  /// does so.
  ///
  /// @param before files whose last record is as new as this are kept
  /// @return how many files were removed
  /// @throws IOException when the folder cannot be read
  public static int remove(Path folder, Instant before, Recorder recorder)
      throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        FileLock lock = channel.tryLock()) {
      int removed = 0;
      for (String name : lock == null ? List.<String>of() : LogName.in(folder)) {
        removed += remove(folder, name, before, recorder);
      }
      return removed;
    } catch (OverlappingFileLockException _) {
      return 0;
    }
  }

  private static int remove(Path folder, String name, Instant before, Recorder recorder)
      throws InterruptedException {
    var old = new ArrayList<Path>();
    ChainHead last = ChainHead.NONE;
    try {
      List<Path> full = LogName.full(folder, name);
      for (Path file : full.subList(0, Math.max(0, full.size() - 1))) {
        ChainLine end = end(file);
        if (!time(end).isBefore(before)) {
          break;
        }
        old.add(file);
        last = end.head();
      }
      if (old.isEmpty()
          || !recorder.isRecorded(new AuditEvent.LogRemoved(name, last.sequence(), last.hash()))) {
        return 0;
      }
      for (Path file : old) {
        Files.delete(file);
      }
      LOG.info("audit.files_removed log={} files={} to={}", name, old.size(), last.sequence());
      return old.size();
    } catch (IOException e) {
      // A damaged file is evidence, and stays with all that come after it.
      LOG.warn("audit.files_not_removed log={} error=\"{}\"", name, e.getMessage());
      return 0;
    }
  }

  private static ChainLine end(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ChainLine last = LogEnd.of(channel).last();
      if (last == null) {
        throw new IOException(file.getFileName() + " holds no record");
      }
      return last;
    }
  }

  private static Instant time(ChainLine line) throws IOException {
    JsonObject entry = Anchors.entry(line.text());
    String time = entry == null ? null : entry.string("time");
    if (time == null) {
      throw new IOException("record " + line.head().sequence() + " has no time");
    }
    return Instant.parse(time);
  }
}
