package org.stepgate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Passes a lock file round: the kernel lets those who wait for it have it in turn, so no writer
/// starves. Measured in `src/site/markdown/store.md`.
///
/// The baton only decides who tries first; SQLite's own locks still guard the database. Where it
/// cannot be had, as with two stores of one process on one file, the turn is taken without it.
/// Waiting for a baton whose holder is stopped ends when [WorkerRegistry] kills the holder.
final class BatonTurn implements WriterTurn {
  private static final Logger LOG = LogManager.getLogger(BatonTurn.class);

  private final Path file;
  private final WriterTurn inner;
  private @Nullable FileChannel channel;
  private @Nullable FileLock lock;
  private boolean warned;

  /// @param file the lock file, the same for all who share the database; made when it is missing
  /// @param inner begins the transaction once the baton is there
  BatonTurn(Path file, WriterTurn inner) {
    this.file = file;
    this.inner = inner;
  }

  @Override
  public void begin(Session session) throws SQLException {
    try {
      lock = open().lock();
    } catch (OverlappingFileLockException _) {
      // Another store of this process has it; SQLite keeps the two apart.
    } catch (IOException e) {
      if (!warned) {
        warned = true;
        LOG.warn("store.no_baton error={}", e.toString());
      }
    }
    inner.begin(session);
  }

  private FileChannel open() throws IOException {
    FileChannel known = channel;
    if (known == null || !known.isOpen()) {
      known =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      channel = known;
    }
    return known;
  }

  @Override
  public void ended() {
    inner.ended();
    FileLock held = lock;
    lock = null;
    if (held != null) {
      try {
        held.release();
      } catch (IOException e) {
        // A baton that is kept would stop all others; closing the file drops it.
        LOG.warn("store.baton_kept error={}", e.toString());
        closeChannel();
      }
    }
  }

  private void closeChannel() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.warn("store.baton_close_failed error={}", e.toString());
      }
    }
  }

  @Override
  public void close() {
    closeChannel();
    inner.close();
  }
}
