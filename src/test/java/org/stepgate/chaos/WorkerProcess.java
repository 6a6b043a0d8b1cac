package org.stepgate.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.stepgate.site.Programs;

/// What the kernel says of a worker.
///
/// @param pid its process
record WorkerProcess(long pid) {
  /// Clock ticks of `/proc`, which are hundredths of a second on Linux everywhere.
  private static final long MILLIS_PER_TICK = 10;

  /// Fields 14 and 15 of `/proc/PID/stat`, counted from the field after the program's name.
  private static final int USER_TICKS = 11;

  private Path proc(String name) {
    return Path.of("/proc", Long.toString(pid), name);
  }

  /// Has the worker look for garbage in all of its heap, so that what is left is in use.
  void collectGarbage() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var ended = Programs.run(Map.of(), jcmd, Long.toString(pid), "GC.run");
    if (ended.exitCode() != 0) {
      throw new IOException("no collection in " + pid + ": " + ended.out() + ended.err());
    }
  }

  /// Memory that is in use now, in bytes.
  long residentBytes() throws IOException {
    return status("VmRSS:");
  }

  /// The most memory that was ever in use, in bytes.
  long peakBytes() throws IOException {
    return status("VmHWM:");
  }

  private long status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(proc("status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElseThrow(() -> new IOException("the kernel does not say " + name));
    }
  }

  /// How many file descriptors are open.
  long descriptors() throws IOException {
    try (Stream<Path> files = Files.list(proc("fd"))) {
      return files.count();
    }
  }

  /// Processor time that it has taken.
  Duration processorTime() throws IOException {
    String stat = Files.readString(proc("stat"), StandardCharsets.ISO_8859_1);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    return Duration.ofMillis(ticks * MILLIS_PER_TICK);
  }
}
