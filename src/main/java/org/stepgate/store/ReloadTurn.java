package org.stepgate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The right to replace the workers of a pool, which one process has at a time: two that took turns
/// at it without knowing of each other could end all workers at once.
///
/// It is the lock of a file beside those of the workers. The workers make it, so that root, who may
/// replace them too, leaves no file behind.
public final class ReloadTurn implements AutoCloseable {
  private static final String NAME = "reload.lock";

  private final @Nullable FileChannel channel;

  private ReloadTurn(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /// Makes the file, unless it is there.
  static void make(Path folder) throws IOException {
    try {
      Files.createFile(
          folder.resolve(NAME),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException _) {
      // Another worker has made it.
    }
  }

  /// Takes the right. Where there is no file, as of workers of an earlier version, nobody is kept
  /// out.
  ///
  /// @return empty when another process has it
  static Optional<ReloadTurn> take(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              folder.resolve(NAME), Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException _) {
      return Optional.of(new ReloadTurn(null));
    }
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new ReloadTurn(channel));
      }
    } catch (OverlappingFileLockException _) {
      // Another thread of this process has it.
    }
    channel.close();
    return Optional.empty();
  }

  /// Gives it back.
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
