package org.stepgate.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the system has acknowledged, kept outside of it: each line is on the disk before it counts.
///
/// Safe for many threads.
final class Journal implements AutoCloseable {
  private final FileChannel file;
  private final Map<String, Acknowledgement> acknowledged = new LinkedHashMap<>();

  /// An acknowledged order.
  ///
  /// @param order the number that it carries
  /// @param key its `Idempotency-Key`
  /// @param execution the name of its execution
  record Acknowledgement(int order, String key, String execution) {}

  Journal(Path file) {
    try {
      this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Keeps an acknowledgement.
  ///
  /// @return the one that there was for this key before, else the same
  synchronized Acknowledgement keep(Acknowledgement one) {
    Acknowledgement before = acknowledged.putIfAbsent(one.key(), one);
    try {
      String line = one.order() + " " + one.key() + " " + one.execution() + "\n";
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      file.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return before == null ? one : before;
  }

  /// All of them by key, in the order in which they came.
  synchronized Map<String, Acknowledgement> all() {
    return new LinkedHashMap<>(acknowledged);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
