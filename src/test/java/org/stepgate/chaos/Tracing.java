package org.stepgate.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stepgate.site.Programs;

/// strace on a running worker and all its threads, which tampers with its system calls.
final class Tracing implements AutoCloseable {
  private final Process strace;

  private Tracing(Process strace) {
    this.strace = strace;
  }

  /// Why there can be none; empty when there can.
  static Optional<String> obstacle() {
    if (!Files.isExecutable(Path.of("/usr/bin/strace"))) {
      return Optional.of("strace is not installed");
    }
    try {
      var tried = Programs.run(Map.of(), "strace", "-f", "-o", "/dev/null", "true");
      return tried.exitCode() == 0
          ? Optional.empty()
          : Optional.of("this user may not trace processes: " + tried.err().strip());
    } catch (Exception e) {
      return Optional.of("strace does not start: " + e);
    }
  }

  /// Attaches to a process; returns when it has.
  ///
  /// @param inject what strace calls an injection, such as `inject=fsync:error=EIO:when=3`
  static Tracing of(long pid, String inject) throws IOException {
    String call = inject.substring(inject.indexOf('=') + 1, inject.indexOf(':'));
    var command = new ArrayList<>(List.of("strace", "-f", "-o", "/dev/null", "-p"));
    command.add(Long.toString(pid));
    command.addAll(List.of("-e", "trace=" + call, "-e", inject));
    Process strace = new ProcessBuilder(command).redirectErrorStream(true).start();
    var lines = strace.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    if (line == null || !line.contains("attached")) {
      strace.destroyForcibly();
      throw new IOException("strace did not attach to " + pid + ": " + line);
    }
    Thread.ofVirtual().start(() -> drain(lines));
    return new Tracing(strace);
  }

  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It was ended while this read on.
    }
  }

  /// Lets go of the process, which goes on, or stays stopped when it was stopped.
  @Override
  public void close() throws IOException {
    strace.destroy();
    strace.onExit().join();
  }
}
