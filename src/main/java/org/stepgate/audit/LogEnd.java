package org.stepgate.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a log ends.
///
/// @param last its last whole record; null when there is none
/// @param bytes how much of the file there is up to the end of that record
/// @param tornBytes what comes after it: the beginning of a record that was being written
record LogEnd(@Nullable ChainLine last, long bytes, long tornBytes) {
  /// Much longer than two records.
  private static final int LOOKED_AT = 4 << 20;

  /// Reads the end of a log.
  ///
  /// @throws IOException also when its last whole record is damaged, which no crash does
  static LogEnd of(FileChannel channel) throws IOException {
    long size = channel.size();
    var bytes = ByteBuffer.allocate((int) Math.min(size, LOOKED_AT));
    long start = size - bytes.capacity();
    while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
      // Reads on.
    }
    byte[] tail = bytes.array();
    int end = lastNewline(tail);
    if (end < 0 && start > 0) {
      throw new IOException("a record is longer than " + LOOKED_AT + " bytes");
    }
    byte[] whole = Arrays.copyOf(tail, end + 1);
    List<String> lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
    return new LogEnd(last(lines, start == 0), start + end + 1, size - (start + end + 1));
  }

  /// The number and hash of the last whole record; those of a chain without one when there is none.
  ChainHead head() {
    return last == null ? ChainHead.NONE : last.head();
  }

  private static int lastNewline(byte[] bytes) {
    int i = bytes.length - 1;
    while (i >= 0 && bytes[i] != '\n') {
      i--;
    }
    return i;
  }

  private static @Nullable ChainLine last(List<String> lines, boolean whole) throws IOException {
    if (lines.isEmpty()) {
      return null;
    }
    try {
      ChainLine last = ChainLine.parse(lines.getLast());
      ChainHead before =
          lines.size() == 1 && whole
              ? Objects.requireNonNullElse(Anchors.before(last), ChainHead.NONE)
              : ChainLine.parse(lines.get(lines.size() - 2)).head();
      if (!before.with(last.text()).equals(last.head())) {
        throw new IOException("its last record does not follow the one before it");
      }
      return last;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("its last record is damaged", e);
    }
  }
}
