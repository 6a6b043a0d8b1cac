package org.stepgate.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a log, which may be many files, while its worker goes on with it.
final class LogFiles {
  private LogFiles() {}

  /// Gives the whole lines of a log, those of all its files; none for one that is not there.
  ///
  /// @param torn told how much comes after the last line of the file that grows, when there is any
  static void forEachLine(Path folder, String name, Consumer<String> line, Consumer<Integer> torn)
      throws IOException {
    List<Path> full = LogName.full(folder, name);
    FileChannel growing = opened(LogName.file(folder, name));
    try {
      // What was open when the list did not change is what comes after the files of the list.
      for (var now = LogName.full(folder, name); !now.equals(full); ) {
        full = now;
        close(growing);
        growing = opened(LogName.file(folder, name));
        now = LogName.full(folder, name);
      }
      for (Path file : full) {
        FileChannel channel = opened(file);
        forEachLine(channel, line, rest -> line.accept("a file ends in " + rest + " characters"));
        close(channel);
      }
      forEachLine(growing, line, torn);
    } finally {
      close(growing);
    }
  }

  private static @Nullable FileChannel opened(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException _) {
      return null; // Its anchors, or the record before the next one, tell that it was there.
    }
  }

  private static void close(@Nullable FileChannel channel) throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  private static void forEachLine(
      @Nullable FileChannel channel, Consumer<String> line, Consumer<Integer> torn)
      throws IOException {
    if (channel == null) {
      return;
    }
    var reader =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    var text = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        line.accept(text.toString());
        text.setLength(0);
      } else {
        text.append((char) c);
      }
    }
    if (!text.isEmpty()) {
      torn.accept(text.length());
    }
  }
}
