package org.stepgate.fastcgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects one body, in memory or in a file, by the length that was announced. Memory grows with
/// what came, not with what was announced. Confined to the thread of its connection.
final class ContentCollector implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FastCgiConfig config;
  private byte[] memory = {};
  private int memoryBytes;
  private long fileBytes;
  private @Nullable Path file;
  private @Nullable FileChannel channel;

  ContentCollector(FastCgiConfig config) {
    this.config = config;
  }

  /// Takes all of `bytes`.
  ///
  /// @throws IOException when the file cannot be written; [#close] removes what there is
  void append(ByteBuffer bytes, long announcedBytes) throws IOException {
    if (announcedBytes > config.spoolThresholdBytes()) {
      appendToFile(bytes);
      return;
    }
    int length = bytes.remaining();
    if (memory.length - memoryBytes < length) {
      memory =
          Arrays.copyOf(
              memory,
              Math.max(memoryBytes + length, (int) Math.min(2L * memoryBytes, announcedBytes)));
    }
    bytes.get(memory, memoryBytes, length);
    memoryBytes += length;
  }

  private void appendToFile(ByteBuffer bytes) throws IOException {
    var target = channel;
    if (target == null) {
      var path = Spool.newFile(config.spoolDirectory());
      target =
          FileChannel.open(
              path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
      file = path;
      channel = target;
    }
    while (bytes.hasRemaining()) {
      fileBytes += target.write(bytes);
    }
  }

  /// The whole body; a file is complete and closed but still this collector's to delete.
  ///
  /// @throws IOException when the file cannot be closed
  RequestContent content() throws IOException {
    var target = channel;
    var path = file;
    if (target != null && path != null) {
      target.close();
      return new RequestContent.Spooled(path, fileBytes);
    }
    if (memoryBytes == 0) {
      return RequestContent.InMemory.EMPTY;
    }
    return new RequestContent.InMemory(
        memoryBytes == memory.length ? memory : Arrays.copyOf(memory, memoryBytes));
  }

  /// Forgets the body and deletes its file, if it is still there. Can be used again afterwards.
  @Override
  public void close() throws IOException {
    memory = new byte[0];
    memoryBytes = 0;
    fileBytes = 0;
    var target = channel;
    var path = file;
    channel = null;
    file = null;
    if (target != null) {
      target.close();
    }
    if (path != null) {
      Files.deleteIfExists(path);
    }
  }
}
