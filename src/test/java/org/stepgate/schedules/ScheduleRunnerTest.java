package org.stepgate.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.schedules.FakePool.Crash;
import org.stepgate.schedules.ScheduleState.Outcome;
import org.stepgate.workflow.RunOutcome;

class ScheduleRunnerTest {
  private static final CatchUp ALL = new CatchUp(CatchUp.Policy.ALL, Duration.ofDays(2), 30);
  private static final CatchUp LAST = new CatchUp(CatchUp.Policy.LAST, Duration.ofDays(2), 30);

  private final FakePool pool = new FakePool();

  private static ScheduleConfig schedule(String expression, Overlap overlap, CatchUp catchUp) {
    return new ScheduleConfig(
        "s",
        "m",
        Timetable.parse(expression, ZoneId.of("Europe/Berlin")),
        ScheduleInput.TICK,
        overlap,
        catchUp,
        true);
  }

  private static ScheduleConfig hourly() {
    return schedule("0 * * * *", Overlap.ALLOW, CatchUp.defaults());
  }

  private static ScheduleConfig withInput(JsonValue input) {
    var usual = hourly();
    return new ScheduleConfig(
        "s",
        "m",
        usual.timetable(),
        ScheduleInput.of(input),
        usual.overlap(),
        usual.catchUp(),
        true);
  }

  private void at(String time) {
    pool.now = Instant.parse(time);
  }

  private void lookAt(ScheduleRunner runner, String time) throws InterruptedException {
    at(time);
    runner.look();
  }

  @Test
  void look_beforeAndAtATick_startsOneExecution() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, hourly());

    assertThat(runner.look()).isEqualTo(Duration.ofSeconds(1));
    at("2026-05-10T11:59:59.600Z");
    assertThat(runner.look()).isEqualTo(Duration.ofMillis(400));
    assertThat(pool.started).isEmpty();

    lookAt(runner, "2026-05-10T12:00:00Z");
    lookAt(runner, "2026-05-10T12:00:01Z");

    assertThat(pool.names()).containsExactly("s-20260510T120000Z");
    var request = pool.started.getFirst();
    assertThat(request.machine()).isEqualTo("m");
    assertThat(request.nameIsKey()).isTrue();
    assertThat(request.principal().issuer()).isEqualTo("stepgate:schedule");
    assertThat(request.principal().subject()).isEqualTo("s");
    assertThat(request.input())
        .isEqualTo(
            json(
                """
                {"name": "s", "expression": "0 * * * *", "timezone": "Europe/Berlin",
                 "time": "2026-05-10T12:00:00Z"}
                """));
    assertThat(pool.state("s").last())
        .isEqualTo(
            new ScheduleState.Last(
                Instant.parse("2026-05-10T12:00:00Z"),
                Outcome.STARTED,
                "embedded:m:s-20260510T120000Z",
                null));
  }

  @Test
  void look_ofNewSchedules_makesUpForNothing() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, schedule("*/5 * * * *", Overlap.ALLOW, ALL));

    runner.look();

    assertThat(pool.started).isEmpty();
  }

  @Test
  void look_byTwoWorkers_startsOneExecutionATick() throws InterruptedException {
    ScheduleRunner one = pool.worker(1, hourly());
    ScheduleRunner two = pool.worker(2, hourly());
    one.look();
    two.look();

    for (String time : List.of("2026-05-10T12:00:00Z", "2026-05-10T13:00:00.003Z")) {
      lookAt(one, time);
      lookAt(two, time);
    }

    assertThat(pool.names()).containsExactly("s-20260510T120000Z", "s-20260510T130000Z");
  }

  // ---- crashes

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_START", "AFTER_START"})
  void look_afterAWorkerDiedAtItsStart_isMadeUpForOnce(Crash crash) throws InterruptedException {
    ScheduleRunner one = pool.worker(1, hourly());
    ScheduleRunner two = pool.worker(2, hourly());
    one.look();
    two.look();
    pool.crash = crash;
    at("2026-05-10T12:00:00Z");
    assertThatThrownBy(one::look).isInstanceOf(FakePool.Died.class);

    lookAt(two, "2026-05-10T12:00:05Z");
    assertThat(pool.state("s").last()).as("nothing while the claim holds").isNull();
    pool.retire(1);
    lookAt(two, "2026-05-10T12:00:15Z");

    assertThat(pool.names()).containsExactly("s-20260510T120000Z");
    assertThat(pool.state("s").last())
        .extracting(ScheduleState.Last::outcome)
        .isEqualTo(Outcome.STARTED);
  }

  @Test
  void look_longAfterADeathAfterTheStart_findsTheExecutionThatRuns() throws InterruptedException {
    var skipping = schedule("0 * * * *", Overlap.SKIP, CatchUp.defaults());
    ScheduleRunner one = pool.worker(1, skipping);
    one.look();
    pool.crash = Crash.AFTER_START;
    at("2026-05-10T12:00:00Z");
    assertThatThrownBy(one::look).isInstanceOf(FakePool.Died.class);
    pool.retire(1);

    ScheduleRunner two = pool.worker(2, skipping);
    lookAt(two, "2026-05-10T12:40:00Z");
    lookAt(two, "2026-05-10T13:00:00Z");

    assertThat(pool.started).hasSize(1);
    assertThat(pool.state("s").last())
        .isEqualTo(
            new ScheduleState.Last(
                Instant.parse("2026-05-10T13:00:00Z"),
                Outcome.OVERLAPPED,
                "embedded:m:s-20260510T120000Z",
                null));
  }

  @Test
  void look_whenTheEngineIsOverloaded_triesAgain() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, hourly());
    runner.look();
    pool.refusal = new RunOutcome.Overloaded(Duration.ofMillis(500));
    at("2026-05-10T12:00:00Z");
    assertThat(runner.look()).isEqualTo(Duration.ofMillis(500));

    pool.refusal = null;
    lookAt(runner, "2026-05-10T12:00:00.500Z");

    assertThat(pool.names()).containsExactly("s-20260510T120000Z");
  }

  // ---- overlaps

  @ParameterizedTest
  @CsvSource({"SKIP, 1, OVERLAPPED", "ALLOW, 2, STARTED", "CANCEL, 2, STARTED"})
  void look_whileAnEarlierExecutionRuns_doesAsThePolicySays(
      Overlap overlap, int starts, Outcome outcome) throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, schedule("0 * * * *", overlap, CatchUp.defaults()));
    runner.look();
    lookAt(runner, "2026-05-10T12:00:00Z");

    lookAt(runner, "2026-05-10T13:00:00Z");

    assertThat(pool.started).hasSize(starts);
    assertThat(pool.state("s").last()).extracting(ScheduleState.Last::outcome).isEqualTo(outcome);
    assertThat(pool.stopped)
        .isEqualTo(
            overlap == Overlap.CANCEL
                ? List.of("s-20260510T120000Z Schedule.NextTick")
                : List.of());
  }

  @Test
  void look_onceTheEarlierExecutionHasEnded_startsTheNext() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, schedule("0 * * * *", Overlap.SKIP, ALL));
    runner.look();
    lookAt(runner, "2026-05-10T12:00:00Z");
    lookAt(runner, "2026-05-10T13:00:00Z");
    pool.end("s-20260510T120000Z");

    lookAt(runner, "2026-05-10T14:00:00Z");

    assertThat(pool.names()).containsExactly("s-20260510T120000Z", "s-20260510T140000Z");
  }

  // ---- clocks

  @Test
  void look_withTheClockForwardADay_followsTheCatchUpPolicy() throws InterruptedException {
    assertThat(startsAfterADay(CatchUp.defaults())).isEmpty();
    assertThat(startsAfterADay(LAST)).containsExactly("s-20260511T110000Z");
    assertThat(startsAfterADay(ALL)).hasSize(24).startsWith("s-20260510T120000Z");
    assertThat(startsAfterADay(new CatchUp(CatchUp.Policy.ALL, Duration.ofHours(3), 30)))
        .containsExactly("s-20260511T090000Z", "s-20260511T100000Z", "s-20260511T110000Z");
    assertThat(startsAfterADay(new CatchUp(CatchUp.Policy.ALL, Duration.ofDays(2), 2)))
        .containsExactly("s-20260511T100000Z", "s-20260511T110000Z");
  }

  private static List<String> startsAfterADay(CatchUp catchUp) throws InterruptedException {
    var pool = new FakePool();
    ScheduleRunner runner = pool.worker(1, schedule("0 * * * *", Overlap.ALLOW, catchUp));
    runner.look();
    pool.now = pool.now.plus(Duration.ofDays(1));

    runner.look();

    assertThat(runner.list().getFirst().next()).isEqualTo("2026-05-11T12:00:00Z");
    return pool.names();
  }

  @Test
  void look_withTheClockBackAnHour_runsNoTickTwice() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, schedule("*/30 * * * *", Overlap.CANCEL, ALL));
    runner.look();
    lookAt(runner, "2026-05-10T12:00:00Z");
    lookAt(runner, "2026-05-10T12:30:00Z");

    lookAt(runner, "2026-05-10T11:31:00Z");
    lookAt(runner, "2026-05-10T12:00:00Z");
    lookAt(runner, "2026-05-10T12:30:00Z");
    lookAt(runner, "2026-05-10T13:00:00Z");

    assertThat(pool.names())
        .containsExactly("s-20260510T120000Z", "s-20260510T123000Z", "s-20260510T130000Z");
    assertThat(pool.stopped).as("a tick that was run before stops nothing").hasSize(2);
  }

  @Test
  void look_withTheClockForwardADayAndBack_goesOnTicking() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, hourly());
    runner.look();
    lookAt(runner, "2026-05-11T12:00:00Z");
    lookAt(runner, "2026-05-10T11:59:00Z");

    lookAt(runner, "2026-05-10T12:00:00Z");

    assertThat(pool.names()).containsExactly("s-20260511T120000Z", "s-20260510T120000Z");
  }

  @Test
  void look_overTheDoubledHour_runsANamedTimeOnce() throws InterruptedException {
    at("2026-10-24T22:00:00Z");
    ScheduleRunner runner =
        pool.worker(1, schedule("30 2 * * *", Overlap.ALLOW, CatchUp.defaults()));
    runner.look();

    for (var now = pool.now; now.isBefore(Instant.parse("2026-10-25T04:00:00Z")); ) {
      now = now.plus(Duration.ofMinutes(10));
      lookAt(runner, now.toString());
    }

    assertThat(pool.names()).containsExactly("s-20261025T003000Z");
  }

  // ---- pauses and changes

  @Test
  void pause_isOfAllWorkersAndEndsWithoutMakingUp() throws InterruptedException {
    ScheduleRunner one = pool.worker(1, schedule("0 * * * *", Overlap.ALLOW, ALL));
    ScheduleRunner two = pool.worker(2, schedule("0 * * * *", Overlap.ALLOW, ALL));
    one.look();
    two.look();

    Schedules.View paused = one.pause("s", "eve").orElseThrow();
    lookAt(one, "2026-05-10T12:00:00Z");
    lookAt(two, "2026-05-10T13:00:00Z");
    ScheduleRunner restarted = pool.worker(3, schedule("0 * * * *", Overlap.ALLOW, ALL));
    lookAt(restarted, "2026-05-10T14:00:00Z");
    assertThat(pool.started).isEmpty();
    at("2026-05-10T14:30:00Z");
    Schedules.View resumed = two.resume("s").orElseThrow();
    for (ScheduleRunner runner : List.of(one, two, restarted)) {
      lookAt(runner, "2026-05-10T15:00:00Z");
    }

    assertThat(paused.next()).isNull();
    assertThat(paused.state().paused())
        .isEqualTo(new ScheduleState.Paused(Instant.parse("2026-05-10T11:30:00Z"), "eve"));
    assertThat(resumed.next()).isEqualTo("2026-05-10T15:00:00Z");
    assertThat(pool.names()).containsExactly("s-20260510T150000Z");
  }

  @Test
  void pause_ofAnUnknownSchedule_isEmpty() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, hourly());
    runner.look();

    assertThat(runner.pause("other", "eve")).isEmpty();
    assertThat(runner.resume("other")).isEmpty();
    assertThat(runner.find("other")).isEmpty();
  }

  @Test
  void use_ofAnotherExpression_beginsAnewAndOldWorkersDoNothing() throws InterruptedException {
    ScheduleRunner old = pool.worker(1, schedule("0 * * * *", Overlap.ALLOW, ALL));
    ScheduleRunner changed = pool.worker(2, schedule("0 * * * *", Overlap.ALLOW, ALL));
    old.look();
    at("2026-05-10T11:50:00Z");
    changed.use(2, List.of(schedule("*/20 * * * *", Overlap.ALLOW, ALL)));
    changed.look();

    lookAt(old, "2026-05-10T12:00:00Z");
    assertThat(pool.started).isEmpty();
    lookAt(changed, "2026-05-10T12:00:00Z");
    lookAt(changed, "2026-05-10T12:20:00Z");

    assertThat(pool.names()).containsExactly("s-20260510T120000Z", "s-20260510T122000Z");
    assertThat(old.find("s").orElseThrow().state()).isNull();
  }

  @Test
  void look_ofADisabledSchedule_startsNothing() throws InterruptedException {
    var usual = hourly();
    ScheduleRunner runner =
        pool.worker(
            1,
            new ScheduleConfig(
                "s", "m", usual.timetable(), usual.input(), Overlap.ALLOW, ALL, false));
    runner.look();

    lookAt(runner, "2026-05-10T12:00:00Z");

    assertThat(pool.started).isEmpty();
    assertThat(runner.list().getFirst().next()).isNull();
  }

  @Test
  void look_afterAnAtHasPassed_startsNothingMore() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, schedule("at(2026-05-10T14:00:00)", Overlap.ALLOW, ALL));
    runner.look();

    lookAt(runner, "2026-05-10T12:00:00Z");
    lookAt(runner, "2026-05-11T12:00:00Z");

    assertThat(pool.names()).containsExactly("s-20260510T120000Z");
    assertThat(runner.list().getFirst().next()).isNull();
  }

  // ---- inputs

  @Test
  void look_takesTheInputOfTheConfiguration() throws InterruptedException {
    assertThat(inputOf(json("{\"a\": [1]}"))).isEqualTo(json("{\"a\": [1]}"));
    assertThat(inputOf(new JsonString("{'day': $substring($schedule.time, 0, 10)}")))
        .isEqualTo(json("{\"day\": \"2026-05-10\"}"));
  }

  private static JsonValue inputOf(JsonValue configured) throws InterruptedException {
    var pool = new FakePool();
    ScheduleRunner runner = pool.worker(1, withInput(configured));
    runner.look();
    pool.now = Instant.parse("2026-05-10T12:00:00Z");
    runner.look();
    return pool.started.getFirst().input();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $schedule.nothing | the input's expression gives nothing
          1 + 'a'           | the input cannot be made
          $pad('a', 262145) | the input
          """)
  void look_whenTheInputCannotBeMade_recordsThatAndGoesOn(String expression, String detail)
      throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, withInput(new JsonString(expression)));
    runner.look();

    lookAt(runner, "2026-05-10T12:00:00Z");

    assertThat(pool.started).isEmpty();
    assertThat(pool.state("s").last().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(pool.state("s").last().detail()).contains(detail);
    assertThat(pool.state("s").settled()).isEqualTo("2026-05-10T12:00:00Z");
  }

  @Test
  void look_whenTheMachineIsNotThere_recordsThat() throws InterruptedException {
    ScheduleRunner runner = pool.worker(1, hourly());
    runner.look();
    pool.refusal = new RunOutcome.NoSuchMachine("m");

    lookAt(runner, "2026-05-10T12:00:00Z");

    assertThat(pool.state("s").last().detail()).isEqualTo("there is no state machine m");
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }
}
