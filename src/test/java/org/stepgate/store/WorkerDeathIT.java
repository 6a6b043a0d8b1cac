package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.store.Write.RetireOutcome;

/// Workers in processes of their own that are killed or stopped.
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class WorkerDeathIT {
  @TempDir Path folder;
  private final BlockingQueue<WorkerId> died = new LinkedBlockingQueue<>();
  private StoreFixture fixture;
  private WorkerRegistry registry;
  private Process child;

  @BeforeEach
  void join() throws IOException {
    fixture = new StoreFixture(folder);
    registry =
        new WorkerRegistry(
            fixture.store,
            fixture.config.file().resolveSibling("workers"),
            new MovedClock(fixture.clock),
            new ProcessTable.Linux(),
            WorkerRegistry.Settings.DEFAULTS,
            new WorkerRegistry.Listener() {
              @Override
              public void workerDied(WorkerId dead, RetireOutcome.Retired left) {
                died.add(dead);
              }

              @Override
              public void expelled() {}
            });
  }

  @AfterEach
  void close() throws Exception {
    child.destroyForcibly().waitFor();
    registry.close();
    fixture.close();
  }

  @Test
  void killedWorker_isTakenOverAtOnce() throws Exception {
    WorkerId worker = startChild("join");
    registry.look();
    assertThat(fixture.store.workers()).hasSize(2);

    child.destroyForcibly().waitFor();
    registry.look();

    assertThat(died.take()).isEqualTo(worker);
    assertThat(fixture.store.workers()).extracting(WorkerRow::id).containsExactly(registry.self());
  }

  @Test
  void stoppedWorker_isKilledAfterItsSilenceAndTakenOver() throws Exception {
    WorkerId worker = startChild("join");
    signal("STOP");

    lookFor(Duration.ofMillis(9_900));
    assertThat(child.isAlive()).isTrue();
    lookFor(Duration.ofSeconds(1));
    child.waitFor();
    registry.look();

    assertThat(died.take()).isEqualTo(worker);
  }

  @Test
  void stoppedWorker_whenThisOneWasStoppedTooIsGivenMoreTime() throws Exception {
    startChild("join");
    signal("STOP");
    lookFor(Duration.ofSeconds(8));

    fixture.clock.pass(Duration.ofMinutes(5));
    registry.look();
    lookFor(Duration.ofSeconds(8));

    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void workerStoppedInsideATransaction_doesNotStopTheOthersForEver() throws Exception {
    WorkerId worker = startChild("stuck");
    assertThat(child.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("stuck");
    signal("STOP");
    var write = fixture.store.write(Samples.smallWrite());

    lookFor(Duration.ofSeconds(11));
    child.waitFor();

    assertThat(write.join()).isFalse();
    registry.look();
    assertThat(died.take()).isEqualTo(worker);
  }

  /// Looks every half second of the clock that is moved by hand, each time at a real one.
  private void lookFor(Duration time) throws IOException {
    Duration step = Duration.ofMillis(500);
    registry.look();
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      Duration rest = time.minus(passed);
      fixture.clock.pass(rest.compareTo(step) < 0 ? rest : step);
      registry.look();
    }
  }

  private WorkerId startChild(String what) throws IOException {
    child = ChildWorker.start(List.of(), what, fixture.config.file());
    String line = child.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(line).startsWith("joined ");
    return new WorkerId(Long.parseLong(line.substring("joined ".length())));
  }

  /// Sends a signal and waits until it has taken effect.
  private void signal(String name) throws Exception {
    String pid = Long.toString(child.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
    while (!state().equals("T")) {
      Thread.onSpinWait();
    }
  }

  private String state() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
  }

  /// The times of a clock moved by hand, in the boot of this machine.
  private record MovedClock(ManualClock clock) implements StoreClock {
    @Override
    public Instant wall() {
      return clock.wall();
    }

    @Override
    public long monotonicNanos() {
      return clock.monotonicNanos();
    }

    @Override
    public String bootId() {
      return StoreClock.system().bootId();
    }
  }
}
