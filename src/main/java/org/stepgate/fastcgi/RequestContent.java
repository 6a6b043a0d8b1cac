package org.stepgate.fastcgi;

import java.nio.file.Path;

/// What came on STDIN, exactly as many bytes as CONTENT_LENGTH said.
public sealed interface RequestContent {
  /// Number of bytes.
  long bytes();

  /// Content in memory.
  final class InMemory implements RequestContent {
    static final InMemory EMPTY = new InMemory(new byte[0]);

    private final byte[] content;

    InMemory(byte[] content) {
      this.content = content;
    }

    @Override
    public long bytes() {
      return content.length;
    }

    /// The bytes themselves, not a copy; the caller does not change them.
    public byte[] array() {
      return content;
    }
  }

  /// Content in a file, which is deleted when the handler has returned.
  ///
  /// @param file readable by this user only
  /// @param bytes its size
  record Spooled(Path file, long bytes) implements RequestContent {}
}
