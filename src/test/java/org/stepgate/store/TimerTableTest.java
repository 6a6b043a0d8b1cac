package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.engine.Command.Due;
import org.stepgate.engine.TimerId;

/// When timers are claimed, by whom, and what clocks they follow.
class TimerTableTest {
  private static final Duration DELAY = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofNanos(1);

  @TempDir Path folder;
  private StoreFixture fixture;
  private ManualClock clock;
  private WorkerId owner;
  private WorkerId other;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
    clock = fixture.clock;
    owner = fixture.worker();
    other = fixture.worker();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void claim_ownTimer_whenDueAndOnce() {
    DueTimer timer = set(new Due.After(DELAY));

    clock.pass(DELAY.minus(TICK));
    assertThat(fixture.claim(owner)).isEmpty();
    clock.pass(TICK);
    assertThat(fixture.claim(owner)).containsExactly(timer);
    assertThat(fixture.claim(owner)).isEmpty();
  }

  @Test
  void claim_timerOfAnother_onlyAfterTheGrace() {
    DueTimer timer = set(new Due.After(DELAY));

    clock.pass(DELAY.plus(GRACE).minus(TICK));
    assertThat(fixture.claim(other)).isEmpty();
    clock.pass(TICK);
    assertThat(fixture.claim(other)).containsExactly(timer);
    assertThat(fixture.claim(owner)).isEmpty();
  }

  @Test
  void claim_relativeTimer_ignoresTheWallClock() {
    set(new Due.After(DELAY));

    clock.setWall(Samples.START.plus(Duration.ofDays(1)));

    assertThat(fixture.claim(owner)).isEmpty();
  }

  @Test
  void claim_absoluteTimer_followsTheWallClock() {
    Instant moment = Samples.START.plusSeconds(60).plusNanos(1);
    DueTimer timer = set(new Due.At(moment));

    clock.setWall(Samples.START.plusSeconds(60));
    assertThat(fixture.claim(owner)).isEmpty();
    clock.setWall(Samples.START.plusSeconds(60).plusMillis(1));
    assertThat(fixture.claim(owner)).containsExactly(timer);
  }

  @Test
  void claim_afterReboot_relativeTimerFollowsTheWallClock() {
    DueTimer timer = set(new Due.After(DELAY));
    clock.reboot(Duration.ofSeconds(4));
    WorkerId heir = fixture.worker();

    fixture.retire(owner, heir);

    clock.pass(Duration.ofMillis(5_999));
    assertThat(fixture.claim(heir)).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(fixture.claim(heir)).containsExactly(timer);
  }

  @Test
  void claim_afterRebootThatTookLonger_isDueAtOnce() {
    DueTimer timer = set(new Due.After(DELAY));
    clock.reboot(Duration.ofHours(1));
    WorkerId heir = fixture.worker();

    fixture.retire(owner, heir);

    assertThat(fixture.claim(heir)).containsExactly(timer);
  }

  @Test
  void claim_timerThatADeadWorkerHadClaimed_isGivenOutAgain() {
    DueTimer timer = set(new Due.After(Duration.ZERO));
    assertThat(fixture.claim(owner)).containsExactly(timer);

    fixture.retire(owner, other);

    assertThat(fixture.claim(other)).containsExactly(timer);
  }

  @Test
  void claim_limit_leavesTheRest() {
    set(new Due.After(Duration.ZERO));
    fixture.create("second", List.of(relative(2)));
    var one = new Write.ClaimTimers(owner, clock.monotonicNanos(), clock.wall(), 1, GRACE);

    assertThat(fixture.store.write(one).join()).hasSize(1);
    assertThat(fixture.store.write(one).join()).hasSize(1);
    assertThat(fixture.store.write(one).join()).isEmpty();
  }

  @Test
  void update_goneTimer_isNotClaimed() {
    DueTimer timer = set(new Due.After(Duration.ZERO));

    fixture
        .store
        .write(
            new Write.Update(
                timer.row(),
                1,
                Samples.running(3, 3),
                List.of(),
                List.of(timer.timer()),
                List.of(),
                List.of(),
                owner))
        .join();

    assertThat(fixture.claim(owner)).isEmpty();
  }

  @Test
  void nextDue_nearestOfOwnAndOthers_countsTheGrace() {
    assertThat(next(owner)).isEmpty();

    set(new Due.After(DELAY));

    assertThat(next(owner)).hasValue(DELAY.toNanos());
    assertThat(next(other)).hasValue(DELAY.plus(GRACE).toNanos());

    fixture.create(
        "at", List.of(fixture.timer(9, other, new Due.At(Samples.START.plusSeconds(2)))));

    assertThat(next(other)).hasValue(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void nextDue_momentFarAway_doesNotOverflow() {
    set(new Due.At(Instant.parse("9999-12-31T23:59:59Z")));

    assertThat(next(owner).orElseThrow()).isGreaterThan(Duration.ofDays(36_500).toNanos());
  }

  private OptionalLong next(WorkerId worker) {
    return fixture.store.nextDueNanos(fixture.claiming(worker));
  }

  private TimerRow relative(long number) {
    return fixture.timer(number, owner, new Due.After(Duration.ZERO));
  }

  private DueTimer set(Due due) {
    RowId row = fixture.create("n1", List.of(fixture.timer(1, owner, due)));
    return new DueTimer(row, new TimerId(1));
  }
}
