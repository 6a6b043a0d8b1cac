package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stepgate.store.LiveWorker;
import org.stepgate.store.LiveWorker.Phase;

final class PoolReloadTest {
  private static final LiveWorker ONE = serving(11);
  private static final LiveWorker TWO = serving(12);

  private final FakePool pool = new FakePool();
  private final FakeTime time = new FakeTime();
  private final List<String> lines = new ArrayList<>();
  private final PoolReload reload = new PoolReload(pool, time, Duration.ofSeconds(10), lines::add);

  private static LiveWorker serving(long pid) {
    return new LiveWorker(pid, 1, Phase.SERVING);
  }

  private static LiveWorker in(Phase phase, LiveWorker worker) {
    return new LiveWorker(worker.pid(), worker.startTicks(), phase);
  }

  @Test
  void run_twoWorkers_endsTheSecondOnlyWhenTheReplacementOfTheFirstServes() throws Exception {
    LiveWorker three = serving(13);
    LiveWorker four = serving(14);
    pool.shows(ONE, TWO);
    pool.shows(in(Phase.DRAINING, ONE), TWO);
    pool.shows(TWO);
    pool.shows(TWO, in(Phase.STARTING, three));
    pool.shows(TWO, three);
    pool.shows(in(Phase.DRAINING, TWO), three, four);
    pool.shows(three, four);

    reload.run(false);

    assertThat(pool.ended).containsExactly("11 after 1 looks", "12 after 5 looks");
    assertThat(lines)
        .containsExactly(
            "worker 11 drains",
            "worker 11 replaced after 3.0 s",
            "worker 12 drains",
            "worker 12 replaced after 1.0 s",
            "2 workers replaced");
  }

  @Test
  void run_numberOfTheOldWorkerUsedAgain_isTheReplacement() throws Exception {
    pool.shows(ONE, TWO);
    pool.shows(new LiveWorker(11, 2, Phase.SERVING), TWO);
    pool.shows(new LiveWorker(11, 2, Phase.SERVING), serving(13));

    reload.run(false);

    assertThat(lines).last().isEqualTo("2 workers replaced");
  }

  @Test
  void run_workerThatHasGoneMeanwhile_isNotMissed() throws Exception {
    pool.shows(ONE, TWO);
    pool.shows(TWO, serving(13));
    pool.shows(serving(13), serving(14));
    pool.refuses(11);

    reload.run(false);

    assertThat(lines).last().isEqualTo("2 workers replaced");
  }

  @Test
  void run_noReplacement_leavesTheOthersAlone() {
    pool.shows(ONE, TWO);
    pool.shows(TWO);

    assertThatThrownBy(() -> reload.run(false))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNAVAILABLE))
        .hasMessage(
            "no other worker serves in place of 11 after 10.0 s; 0 of 2 were replaced, the rest was"
                + " left alone: 12 serving");
    assertThat(pool.ended).hasSize(1);
  }

  @Test
  void run_workerThatDoesNotEnd_leavesTheOthersAlone() {
    pool.shows(ONE, TWO);
    pool.shows(in(Phase.DRAINING, ONE), TWO);

    assertThatThrownBy(() -> reload.run(false))
        .hasMessage(
            "worker 11 has not ended after 10.0 s; 0 of 2 were replaced, the rest was left alone:"
                + " 11 draining, 12 serving");
  }

  @Test
  void run_workerOnItsWayIn_isWaitedFor() throws Exception {
    pool.shows(ONE, in(Phase.STARTING, TWO));
    pool.shows(ONE, TWO);
    pool.shows(TWO, serving(13));
    pool.shows(serving(13), serving(14));

    reload.run(false);

    assertThat(pool.ended).containsExactly("11 after 2 looks", "12 after 3 looks");
  }

  @Test
  void run_workerThatNeverServes_doesNothing() {
    pool.shows(ONE, in(Phase.STARTING, TWO));

    assertThatThrownBy(() -> reload.run(false))
        .hasMessage(
            "after 10.0 s a worker still starts or drains; nothing was done: 11 serving, 12"
                + " starting");
    assertThat(pool.ended).isEmpty();
  }

  @Test
  void run_onlyWorker_isReplacedWhenAskedFor() throws Exception {
    pool.shows(ONE);
    pool.shows(TWO);

    reload.run(true);

    assertThat(lines).last().isEqualTo("1 worker replaced");
  }

  @Test
  void run_onlyWorker_isLeftAloneElse() {
    pool.shows(ONE);

    assertThatThrownBy(() -> reload.run(false)).hasMessageContaining("only one worker");
    assertThat(pool.ended).isEmpty();
  }

  @Test
  void run_noWorker_saysSo() {
    pool.shows();

    assertThatThrownBy(() -> reload.run(true)).hasMessage("no worker of this pool runs");
  }

  @Test
  void run_workersOfAnotherUser_isRefused() {
    pool.shows(ONE, TWO);
    pool.refuses(11);

    assertThatThrownBy(() -> reload.run(false))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_PERMISSION))
        .hasMessageContaining("may not end the worker 11");
  }

  /// Shows what it is told, look by look; the last picture stays.
  private static final class FakePool implements PoolReload.Pool {
    private final Deque<List<LiveWorker>> pictures = new ArrayDeque<>();
    private final List<String> ended = new ArrayList<>();
    private long refused;
    private int looks;

    void shows(LiveWorker... workers) {
      pictures.add(Arrays.asList(workers));
    }

    void refuses(long pid) {
      refused = pid;
    }

    @Override
    public List<LiveWorker> workers() {
      looks++;
      return pictures.size() > 1 ? pictures.remove() : pictures.element();
    }

    @Override
    public boolean end(LiveWorker worker) {
      if (worker.pid() == refused) {
        return false;
      }
      ended.add(worker.pid() + " after " + looks + " looks");
      return true;
    }
  }

  /// A second passes whenever one is waited for.
  private static final class FakeTime implements PoolReload.Time {
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pass() {
      nanos += 1_000_000_000L;
    }
  }
}
