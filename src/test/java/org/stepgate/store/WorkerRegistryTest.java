package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.Write.RetireOutcome;

/// Who is taken for dead. Workers in processes of their own: [WorkerDeathIT].
class WorkerRegistryTest {
  private static final long OTHER_PID = 4_000_001;
  private static final long OTHER_START = 77;

  @TempDir Path folder;
  private final BlockingQueue<WorkerId> died = new LinkedBlockingQueue<>();
  private final CountDownLatch expelled = new CountDownLatch(1);
  private final FakeProcesses processes = new FakeProcesses();
  private StoreFixture fixture;
  private WorkerRegistry registry;

  @BeforeEach
  void join() throws IOException {
    fixture = new StoreFixture(folder);
    registry =
        new WorkerRegistry(
            fixture.store,
            folder.resolve("workers"),
            fixture.clock,
            processes,
            WorkerRegistry.Settings.DEFAULTS,
            new WorkerRegistry.Listener() {
              @Override
              public void workerDied(WorkerId dead, RetireOutcome.Retired left) {
                died.add(dead);
              }

              @Override
              public void expelled() {
                expelled.countDown();
              }
            });
  }

  @AfterEach
  void close() {
    registry.close();
    fixture.close();
  }

  @Test
  void look_freeLock_takesOverAndDeletesTheFile() throws Exception {
    WorkerId dead = other("free");
    Path file = Files.write(folder.resolve("workers/free"), new byte[8]);

    registry.look();

    assertThat(died.take()).isEqualTo(dead);
    assertThat(file).doesNotExist();
    assertThat(fixture.store.workers()).extracting(WorkerRow::id).containsExactly(registry.self());
  }

  @Test
  void look_missingFileOfARunningProcess_leavesItAlone() throws Exception {
    other("missing");
    processes.start = OptionalLong.of(OTHER_START);

    registry.look();

    assertThat(fixture.store.workers()).hasSize(2);
  }

  @Test
  void look_missingFileOfADeadProcess_takesOver() throws Exception {
    WorkerId dead = other("missing");
    processes.start = OptionalLong.of(OTHER_START + 1);

    registry.look();

    assertThat(died.take()).isEqualTo(dead);
  }

  @Test
  void look_workerOfThisProcess_isNotProbed() throws Exception {
    long pid = ProcessHandle.current().pid();
    processes.start = OptionalLong.of(0);
    fixture.store.write(new Write.RegisterWorker(pid, 0, "boot-1", "twin")).join();
    Path file = Files.write(folder.resolve("workers/twin"), new byte[8]);

    registry.look();

    assertThat(file).exists();
    assertThat(fixture.store.workers()).hasSize(2);
  }

  @Test
  void look_oldFileWithoutARow_isDeleted() throws Exception {
    Path file = fileOf("worker-left", fixture.clock.wall().minusSeconds(60));

    registry.look();

    assertThat(file).doesNotExist();
  }

  @Test
  void look_youngFileWithoutARow_mayBeOfAWorkerThatJoins() throws Exception {
    Path file = fileOf("worker-joining", fixture.clock.wall().minusSeconds(59));

    registry.look();

    assertThat(file).exists();
  }

  @Test
  void look_oldFileWithoutARowThatAnotherProcessHolds_isLeftAlone() throws Exception {
    Path file = fileOf("worker-held", fixture.clock.wall().minusSeconds(60));
    try (var _ = HeldFile.of(file)) {
      registry.look();

      assertThat(file).exists();
    }
    registry.look();
    assertThat(file).doesNotExist();
  }

  @Test
  void look_ownFileOfAnExpelledWorker_isNotProbed() throws Exception {
    WorkerId heir = other("heir");
    processes.start = OptionalLong.of(OTHER_START);
    String own = fixture.store.workers().getFirst().lockName();
    Path file = folder.resolve("workers").resolve(own);
    Files.setLastModifiedTime(file, FileTime.from(fixture.clock.wall().minus(Duration.ofHours(1))));
    fixture.retire(registry.self(), heir);

    registry.look();

    assertThat(file).exists();
  }

  private Path fileOf(String name, Instant changed) throws IOException {
    Path file = Files.write(folder.resolve("workers").resolve(name), new byte[8]);
    return Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  @Test
  void look_ownRowGone_tellsThatItIsExpelled() throws Exception {
    WorkerId heir = other("heir");
    processes.start = OptionalLong.of(OTHER_START);
    fixture.retire(registry.self(), heir);

    registry.look();

    expelled.await();
  }

  @Test
  void beat_counter_isSeenInTheFile() throws Exception {
    String name = fixture.store.workers().getFirst().lockName();

    registry.beat();
    registry.beat();

    assertThat(numbers(name)).startsWith("2");
  }

  @Test
  void show_phases_areSeenInTheFileAndNeverGoBack() throws Exception {
    String name = fixture.store.workers().getFirst().lockName();
    long pid = ProcessHandle.current().pid();
    assertThat(numbers(name)).containsExactly("0", Long.toString(pid), "0", "0");

    registry.show(LiveWorker.Phase.DRAINING);
    registry.show(LiveWorker.Phase.SERVING);

    assertThat(numbers(name)).endsWith("2");
  }

  /// Read by another process: closing the file here would drop the lock.
  private String[] numbers(String lockName) throws IOException {
    var od =
        new ProcessBuilder(
            "od",
            "-An",
            "-v",
            "-tu8",
            "--endian=big",
            folder.resolve("workers/" + lockName).toString());
    String text = new String(od.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return text.strip().split("\\s+");
  }

  @Test
  void settings_silenceOfASecond_isRefused() {
    org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
        .isThrownBy(() -> new WorkerRegistry.Settings(Duration.ofSeconds(1)));
    assertThat(WorkerRegistry.Settings.DEFAULTS.silence()).isEqualTo(Duration.ofSeconds(10));
  }

  private WorkerId other(String lockName) {
    return fixture
        .store
        .write(new Write.RegisterWorker(OTHER_PID, OTHER_START, "boot-1", lockName))
        .join();
  }

  private static final class FakeProcesses implements ProcessTable {
    private volatile OptionalLong start = OptionalLong.empty();

    @Override
    public OptionalLong startTicks(long pid) {
      return start;
    }

    @Override
    public void kill(long pid) {
      throw new AssertionError("nobody is to be killed, but " + pid);
    }

    @Override
    public boolean end(long pid) {
      throw new AssertionError("nobody is to be ended, but " + pid);
    }
  }
}
