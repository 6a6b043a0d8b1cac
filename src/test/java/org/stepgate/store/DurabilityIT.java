package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.workflow.MachineId;

/// What was acknowledged is there: after SIGKILL at any time, after a full disk, after one that
/// fails.
@Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
class DurabilityIT {
  private static final int ROUNDS = 3;
  private static final int WORKERS = 2;
  private static final int NAMES = 60;
  private static final String CREATED = "created ";
  private static final int NAME_CHARACTERS = 36;

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void kill_processesThatCommit_losesNothingAcknowledged() throws Exception {
    Path file = folder.resolve("state/stepgate.db");
    Store.open(StoreConfig.defaults(file)).close();
    var acknowledged = new ArrayList<String>();
    for (int round = 0; round < ROUNDS; round++) {
      var children = new ArrayList<Process>();
      for (int i = 0; i < WORKERS; i++) {
        children.add(start(List.of(), file));
      }
      for (Process child : children) {
        read(child.inputReader(StandardCharsets.UTF_8), NAMES, acknowledged);
      }
      for (Process child : children) {
        // Unlike the process, its handle leaves the stream open.
        child.toHandle().destroyForcibly();
        child.waitFor();
        // What it had still told before it was killed; the last line may be cut off.
        child.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> add(line, acknowledged));
      }
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * WORKERS * NAMES);
    assertPresent(file, acknowledged);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The disk fails to make a commit durable, or is full, for a while, and is well again.
        "fdatasync,fsync:error=EIO:when=30..34",
        "pwrite64:error=ENOSPC:when=300..340",
      })
  void fault_ofTheDisk_isToldAndPasses(String fault) throws Exception {
    assumeTrue(canTrace(), "skipped: strace is missing or may not trace");
    Path file = folder.resolve("state/stepgate.db");
    Store.open(StoreConfig.defaults(file)).close();
    String calls = fault.substring(0, fault.indexOf(':'));
    var strace =
        List.of(
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=" + calls,
            "-e",
            "inject=" + fault);

    Process child = start(strace, file);
    var before = new ArrayList<String>();
    String failure = untilFailure(child.inputReader(StandardCharsets.UTF_8), before);
    var after = new ArrayList<String>();
    read(child.inputReader(StandardCharsets.UTF_8), NAMES, after);
    kill(child);

    assertThat(failure).isEqualTo("failed true");
    assertPresent(file, Stream.concat(before.stream(), after.stream()).toList());
  }

  private Process start(List<String> prefix, Path file) throws IOException {
    Process process = ChildWorker.start(prefix, "create", file);
    started.add(process);
    return process;
  }

  private static void assertPresent(Path file, List<String> names) throws Exception {
    try (Store store = Store.open(StoreConfig.defaults(file));
        Session session = new Database(file).openReader()) {
      assertThat(session.list("PRAGMA integrity_check", row -> row.getString(1)))
          .containsExactly("ok");
      var missing = new HashSet<String>();
      for (String name : names) {
        if (store.lookup(MachineId.ofHome("orders"), name).isEmpty()) {
          missing.add(name);
        }
      }
      assertThat(missing).isEmpty();
    }
  }

  /// Reads that many names, passing over failures.
  private static void read(BufferedReader lines, int count, List<String> names) throws IOException {
    int before = names.size();
    while (names.size() < before + count) {
      add(line(lines), names);
    }
  }

  private static String untilFailure(BufferedReader lines, List<String> names) throws IOException {
    while (true) {
      String line = line(lines);
      if (line.startsWith("failed")) {
        return line;
      }
      add(line, names);
    }
  }

  private static String line(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    assertThat(line).as("the process has ended").isNotNull();
    return line;
  }

  /// Adds the name that a whole line tells, if any: the process logs to the same stream.
  private static void add(String line, List<String> names) {
    if (line.startsWith(CREATED) && line.length() == CREATED.length() + NAME_CHARACTERS) {
      names.add(line.substring(CREATED.length()));
    }
  }

  /// The tracer's child would live on.
  private static void kill(Process tracer) throws InterruptedException {
    tracer.descendants().forEach(ProcessHandle::destroyForcibly);
    tracer.waitFor();
  }

  private static boolean canTrace() throws InterruptedException {
    try {
      Path out = Files.createTempFile("strace", ".out");
      int status = new ProcessBuilder("strace", "-o", out.toString(), "true").start().waitFor();
      Files.delete(out);
      return status == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
