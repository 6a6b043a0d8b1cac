package org.stepgate.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The names of the logs of decisions: `decisions-0` and so on, one for each worker that runs at a
/// time.
final class LogName {
  private static final String PREFIX = "decisions-";
  private static final String SUFFIX = ".log";

  private LogName() {}

  static String of(int slot) {
    return PREFIX + slot;
  }

  static Path file(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }

  static Path lockFile(Path folder, String name) {
    return folder.resolve(name + ".lock");
  }

  /// The names of the logs that a folder holds, sorted; none when there is no folder.
  static List<String> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
