package org.stepgate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.WorkerFolder;

/// How a pool was started, as the command lines of its processes tell it.
///
/// @param configuration the `--config` of its workers; null when none tells
/// @param lighttpd the main file of the Lighttpd that has started them; null when none has
record RunningPool(@Nullable Path configuration, @Nullable Path lighttpd) {
  private static final Path PROCESSES = Path.of("/proc");

  /// What the workers of a state directory tell; nothing when none lives, or when they are another
  /// user's.
  static RunningPool of(Path state) {
    try {
      for (LiveWorker worker : new WorkerFolder(state.resolve("workers")).workers()) {
        List<String> words = commandLine(worker.pid());
        Path configuration = path(words, "--config");
        if (configuration != null) {
          return new RunningPool(configuration, startedBy(worker.pid()));
        }
      }
    } catch (IOException e) {
      // There is no pool, or its locks cannot be seen: the doctor says so where it looks at them.
    }
    return new RunningPool(null, null);
  }

  private static @Nullable Path startedBy(long pid) {
    Optional<Long> parent =
        ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid);
    List<String> words = parent.isEmpty() ? List.of() : commandLine(parent.get());
    return !words.isEmpty() && words.getFirst().endsWith("lighttpd") ? path(words, "-f") : null;
  }

  private static List<String> commandLine(long pid) {
    try {
      byte[] line = Files.readAllBytes(PROCESSES.resolve(Long.toString(pid)).resolve("cmdline"));
      return List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of(); // it has ended meanwhile, or belongs to another user
    }
  }

  /// The absolute path that follows an option or, with an equals sign, is part of it; null when
  /// there is none. What is relative depends on where the process was then.
  static @Nullable Path path(List<String> words, String option) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String value =
          word.equals(option) && i + 1 < words.size()
              ? words.get(i + 1)
              : word.startsWith(option + "=") ? word.substring(option.length() + 1) : "";
      if (value.startsWith("/")) {
        return Path.of(value);
      }
    }
    return null;
  }
}
