package org.stepgate.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names of the logs of decisions, `decisions-0` and so on, one for each worker that runs at a
/// time, and those of their files: `decisions-0.log`, which grows, and the full ones before it,
/// `decisions-0.000000001234.log` with the number of the last record.
final class LogName {
  private static final String PREFIX = "decisions-";
  private static final String SUFFIX = ".log";
  private static final Pattern FILE = Pattern.compile("(decisions-\\d{1,9})(\\.\\d{1,18})?\\.log");

  private LogName() {}

  static String of(int slot) {
    return PREFIX + slot;
  }

  /// The file that grows.
  static Path file(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }

  /// A file that is full.
  ///
  /// @param last the number of its last record
  static Path full(Path folder, String name, long last) {
    return folder.resolve("%s.%012d%s".formatted(name, last, SUFFIX));
  }

  static Path lockFile(Path folder, String name) {
    return folder.resolve(name + ".lock");
  }

  /// The names of the logs that a folder holds, sorted; none when there is no folder.
  static List<String> in(Path folder) throws IOException {
    return files(folder).stream()
        .map(file -> FILE.matcher(file.getFileName().toString()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct()
        .sorted()
        .toList();
  }

  /// The files of a log that are full, in the order of their records.
  static List<Path> full(Path folder, String name) throws IOException {
    return files(folder).stream()
        .filter(file -> file.getFileName().toString().startsWith(name + "."))
        .filter(file -> number(file) > 0)
        .sorted(Comparator.comparingLong(LogName::number))
        .toList();
  }

  private static long number(Path file) {
    Matcher matcher = FILE.matcher(file.getFileName().toString());
    return matcher.matches() && matcher.group(2) != null
        ? Long.parseLong(matcher.group(2).substring(1))
        : 0;
  }

  /// The files of all logs, sorted by name; none when there is no folder.
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }
}
