package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.LiveWorker.Phase;

final class WorkerFolderTest {
  private static final long PID = 4_000_001;
  private static final long START = 77;

  @TempDir Path directory;
  private final FakeProcesses processes = new FakeProcesses();
  private final List<HeldFile> held = new ArrayList<>();

  @AfterEach
  void letGo() {
    held.forEach(HeldFile::close);
  }

  private WorkerFolder folder() {
    return new WorkerFolder(directory, processes);
  }

  private Path file(String name, long... numbers) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
    for (long number : numbers) {
      bytes.putLong(number);
    }
    return Files.write(directory.resolve(name), bytes.array());
  }

  private void hold(Path file) throws Exception {
    held.add(HeldFile.of(file));
  }

  @Test
  void workers_heldFile_isAWorkerInItsPhase() throws Exception {
    hold(file("worker-a", 5, PID, START, Phase.DRAINING.number()));

    assertThat(folder().workers()).containsExactly(new LiveWorker(PID, START, Phase.DRAINING));
  }

  @Test
  void workers_freeFile_isNone() throws Exception {
    file("worker-a", 5, PID, START, 1);

    assertThat(folder().workers()).isEmpty();
  }

  @Test
  void workers_whoHasNotSaidWhoItIs_isNone() throws Exception {
    hold(file("worker-a", 5, 0, 0, 0));
    hold(file("worker-b", 5));

    assertThat(folder().workers()).isEmpty();
  }

  @Test
  void workers_otherFile_isLeftAlone() throws Exception {
    hold(file("other", 5, PID, START, 1));

    assertThat(folder().workers()).isEmpty();
  }

  @Test
  void workers_processThatWasStartedLater_isNone() throws Exception {
    hold(file("worker-a", 5, PID, START - 1, 1));

    assertThat(folder().workers()).isEmpty();
  }

  @Test
  void workers_noFolder_saysSo() {
    assertThatThrownBy(() -> new WorkerFolder(directory.resolve("none")).workers())
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void workers_changeNothing() throws Exception {
    hold(file("worker-a", 5, PID, START, 1));
    file("worker-b", 5, PID, START, 1);

    folder().workers();

    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void end_signalsTheVeryProcess() {
    assertThat(folder().end(new LiveWorker(PID, START, Phase.SERVING))).isTrue();
    assertThat(folder().end(new LiveWorker(PID, START + 1, Phase.SERVING))).isFalse();
    assertThat(processes.ended).containsExactly(PID);
  }

  private static final class FakeProcesses implements ProcessTable {
    private final List<Long> ended = new ArrayList<>();

    @Override
    public OptionalLong startTicks(long pid) {
      return pid == PID ? OptionalLong.of(START) : OptionalLong.empty();
    }

    @Override
    public void kill(long pid) {
      throw new AssertionError("nobody is to be killed, but " + pid);
    }

    @Override
    public boolean end(long pid) {
      ended.add(pid);
      return true;
    }
  }
}
