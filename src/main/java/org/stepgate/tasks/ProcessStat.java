package org.stepgate.tasks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the kernel says of one process.
///
/// @param pid its number
/// @param state one letter: `R`, `S`, `Z` for a zombie …
/// @param group its process group
/// @param session its session
/// @param exiting true from the moment it begins to end: it runs no code of its own any more, and
///   its environment cannot be read
/// @param startTicks when it started, in clock ticks since boot
/// @spec https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
record ProcessStat(
    long pid, char state, long group, long session, boolean exiting, long startTicks) {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int FLAGS = 6;
  private static final int START_TICKS = 19;
  private static final long EXITING = 4;

  /// All processes there are; those that end meanwhile may be missing.
  static List<ProcessStat> all() {
    var all = new ArrayList<ProcessStat>();
    try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        read(Long.parseLong(entry.getFileName().toString())).ifPresent(all::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new IllegalStateException("/proc cannot be listed", e);
    }
    return all;
  }

  /// The process of that number, if there is one.
  static Optional<ProcessStat> read(long pid) {
    try {
      // The name of the program may hold any byte.
      return Optional.of(parse(Files.readString(file(pid, "stat"), StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Parses the content of a `stat` file. The program's name, in parentheses, may itself hold
  /// blanks and parentheses.
  static ProcessStat parse(String stat) {
    int nameEnd = stat.lastIndexOf(')');
    String[] fields = stat.substring(nameEnd + 2).split(" ", -1);
    return new ProcessStat(
        Long.parseLong(stat.substring(0, stat.indexOf(' '))),
        fields[STATE].charAt(0),
        Long.parseLong(fields[GROUP]),
        Long.parseLong(fields[SESSION]),
        (Long.parseLong(fields[FLAGS]) & EXITING) != 0,
        Long.parseLong(fields[START_TICKS]));
  }

  /// False for a process that has ended and is only kept for its parent to ask after.
  boolean isAlive() {
    return state != 'Z' && state != 'X';
  }

  /// True when it is still there and has not begun to end.
  boolean goesOn() {
    return read(pid)
        .filter(now -> now.startTicks == startTicks && now.isAlive() && !now.exiting)
        .isPresent();
  }

  /// True when the environment with which its program was started holds `NAME=value`. False when it
  /// cannot be read, as that of another user's process.
  boolean hasVariable(String assignment) {
    try {
      String environment = Files.readString(file(pid, "environ"), StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + assignment + "\0");
    } catch (IOException e) {
      return false;
    }
  }

  private static Path file(long pid, String name) {
    return PROC.resolve(Long.toString(pid)).resolve(name);
  }
}
