package org.stepgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

/// A lock file as a baton: who holds it may begin.
final class LockFileTurn implements WriterTurn {
  private final FileChannel channel;
  private FileLock lock;

  LockFileTurn(Path file) {
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void begin(Session session) throws SQLException {
    try {
      if (lock == null) {
        lock = channel.lock();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.run("BEGIN IMMEDIATE");
  }

  @Override
  public void ended() {
    try {
      if (lock != null) {
        lock.release();
        lock = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
