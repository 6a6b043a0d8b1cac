package org.stepgate.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What the registry of workers asks of the operating system. Tests stand in for it.
interface ProcessTable {
  /// When the process was started, in clock ticks since boot; empty when there is none of that
  /// number.
  OptionalLong startTicks(long pid);

  /// Sends SIGKILL.
  void kill(long pid);

  /// Sends SIGTERM; false when it cannot be sent.
  boolean end(long pid);

  /// That of this machine.
  ///
  /// @spec https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html field 22
  final class Linux implements ProcessTable {
    /// Counted from the field after the program's name, which may itself hold blanks.
    private static final int START_TICKS = 19;

    @Override
    public OptionalLong startTicks(long pid) {
      try {
        String stat =
            Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return OptionalLong.of(Long.parseLong(fields[START_TICKS]));
      } catch (IOException _) {
        return OptionalLong.empty();
      }
    }

    @Override
    public void kill(long pid) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public boolean end(long pid) {
      return ProcessHandle.of(pid).map(ProcessHandle::destroy).orElse(false);
    }
  }
}
