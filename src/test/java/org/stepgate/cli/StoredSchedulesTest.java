package org.stepgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.ParseResult;
import org.stepgate.embedded.EmbeddedConfig;
import org.stepgate.embedded.EmbeddedEngine;
import org.stepgate.embedded.MachineSource;
import org.stepgate.schedules.CatchUp;
import org.stepgate.schedules.Overlap;
import org.stepgate.schedules.ScheduleConfig;
import org.stepgate.schedules.ScheduleInput;
import org.stepgate.schedules.ScheduleRunner;
import org.stepgate.schedules.ScheduleState;
import org.stepgate.schedules.ScheduleState.Last;
import org.stepgate.schedules.ScheduleState.Outcome;
import org.stepgate.schedules.Timetable;
import org.stepgate.site.Polling;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.StoreConfig;
import org.stepgate.store.WorkerId;
import org.stepgate.store.Write;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.MachineType;

/// Schedules over the store, with two workers.
class StoredSchedulesTest {
  private static final Instant NOON = Instant.parse("2026-05-10T12:00:00Z");
  private static final Instant BEFORE = NOON.minusSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private Store store() {
    Store store = Store.open(StoreConfig.defaults(folder.resolve("state/stepgate.db")));
    open.add(store);
    return store;
  }

  private static WorkerId worker(Store store, String lock) {
    return store.write(new Write.RegisterWorker(1, 1, "boot", lock)).join();
  }

  @Test
  void claim_isOfOneWorkerUntilItIsRetired() throws Exception {
    Store store = store();
    WorkerId first = worker(store, "a");
    var one = new StoredSchedules(store, first);
    var two = new StoredSchedules(store, worker(store, "b"));
    one.define(1, Map.of("s", "d"), BEFORE);

    assertThat(one.claim("s", BEFORE, NOON)).isTrue();
    assertThat(one.claim("s", BEFORE, NOON)).as("again by the same").isTrue();
    assertThat(two.claim("s", BEFORE, NOON)).isFalse();
    assertThat(two.settle("s", BEFORE, NOON, null)).isFalse();
    assertThat(one.state("s").orElseThrow().claimedElsewhere()).isFalse();
    assertThat(two.state("s").orElseThrow().claimedElsewhere()).isTrue();

    store.write(new Write.RetireWorker(first, two.worker(), "boot", 0, NOON)).join();
    assertThat(two.state("s").orElseThrow())
        .isEqualTo(new ScheduleState("s", "d", BEFORE, BEFORE, null, NOON, false, null));
    assertThat(two.claim("s", BEFORE, NOON)).isTrue();
  }

  @Test
  void settle_recordsTheTickAndKeepsTheExecutionBefore() throws Exception {
    Store store = store();
    var one = new StoredSchedules(store, worker(store, "a"));
    one.define(1, Map.of("s", "d"), BEFORE);
    var started = new Last(NOON, Outcome.STARTED, "embedded:m:x", null);
    var failed = new Last(NOON.plusSeconds(60), Outcome.FAILED, null, "why");

    assertThat(one.settle("s", BEFORE, NOON, started)).isTrue();
    assertThat(one.settle("s", BEFORE, NOON, started)).as("was faster").isFalse();
    assertThat(one.settle("s", NOON, NOON.plusSeconds(60), failed)).isTrue();
    assertThat(one.settle("s", NOON.plusSeconds(60), BEFORE, null)).isTrue();

    assertThat(one.states())
        .containsExactly(
            new ScheduleState(
                "s",
                "d",
                BEFORE,
                BEFORE,
                null,
                null,
                false,
                new Last(NOON.plusSeconds(60), Outcome.FAILED, "embedded:m:x", "why")));
  }

  @Test
  void define_ofALaterGeneration_keepsWhatIsTheSame() throws Exception {
    Store store = store();
    var one = new StoredSchedules(store, worker(store, "a"));
    one.define(2, Map.of("same", "d", "changed", "d", "gone", "d"), BEFORE);
    one.pause("same", "eve", BEFORE);

    one.define(3, Map.of("same", "d", "changed", "e", "added", "d"), NOON);
    one.define(2, Map.of("old", "d"), NOON);

    assertThat(one.states())
        .extracting(ScheduleState::name, ScheduleState::definition, ScheduleState::anchor)
        .containsExactly(
            tuple("added", "d", NOON), tuple("changed", "e", NOON), tuple("same", "d", BEFORE));
    assertThat(one.state("same").orElseThrow().paused())
        .isEqualTo(new ScheduleState.Paused(BEFORE, "eve"));
  }

  @Test
  void pause_outlivesTheProcessAndStopsClaims() throws Exception {
    Store store = store();
    var one = new StoredSchedules(store, worker(store, "a"));
    one.define(1, Map.of("s", "d"), BEFORE);
    assertThat(one.pause("s", "eve", BEFORE)).isTrue();
    assertThat(one.pause("s", "bob", NOON)).as("stays as it is").isTrue();
    assertThat(one.pause("other", "eve", NOON)).isFalse();

    Store again = store();
    var two = new StoredSchedules(again, worker(again, "b"));
    assertThat(two.state("s").orElseThrow().paused())
        .isEqualTo(new ScheduleState.Paused(BEFORE, "eve"));
    assertThat(two.claim("s", BEFORE, NOON)).isFalse();

    assertThat(two.resume("s", NOON)).isTrue();
    assertThat(two.resume("s", NOON.plusSeconds(1))).as("was not paused").isTrue();
    assertThat(two.resume("other", NOON)).isFalse();
    assertThat(one.state("s").orElseThrow())
        .isEqualTo(new ScheduleState("s", "d", BEFORE, NOON, null, null, false, null));
  }

  @Test
  void runners_overOneStore_startEachTickOnce() throws Exception {
    var clock =
        new Object() {
          volatile Instant now = BEFORE;
        };
    var schedule =
        new ScheduleConfig(
            "s",
            "m",
            Timetable.parse("* * * * *", ZoneId.of("UTC")),
            ScheduleInput.TICK,
            Overlap.ALLOW,
            new CatchUp(CatchUp.Policy.ALL, Duration.ofHours(1), 100),
            true);
    var engines = new ArrayList<EmbeddedEngine>();
    var runners = new ArrayList<ScheduleRunner>();
    for (String lock : List.of("a", "b")) {
      Store store = store();
      WorkerId worker = worker(store, lock);
      EmbeddedEngine engine = engine(store, worker);
      engines.add(engine);
      var runner = new ScheduleRunner(new StoredSchedules(store, worker), engine, () -> clock.now);
      open.add(runner);
      runner.use(1, List.of(schedule));
      runners.add(runner);
    }
    runners.getFirst().start();
    awaitDefined(runners.getFirst());
    clock.now = NOON.plus(Duration.ofMinutes(19));
    runners.get(1).start();

    ScheduleState settled = awaitSettled(runners.getFirst(), clock.now);

    assertThat(settled.last().outcome()).isEqualTo(Outcome.STARTED);
    assertThat(engines.getFirst().list(new ExecutionQuery("m", null, null, 100, null)).executions())
        .extracting(each -> each.id().name())
        .hasSize(20)
        .doesNotHaveDuplicates()
        .contains("s-20260510T120000Z", "s-20260510T121900Z");
  }

  private EmbeddedEngine engine(Store store, WorkerId worker) throws Exception {
    var engine =
        new EmbeddedEngine(
            EmbeddedConfig.defaults(),
            store,
            StoreClock.system(),
            worker,
            (_, _) -> new TaskOutcome.Failed("E", "no tasks here"),
            text ->
                ((ParseResult.Parsed) new DefinitionParser(_ -> true).parseJson(text)).machine());
    open.add(engine);
    var machine =
        new MachineSource(
            "m",
            MachineType.STANDARD,
            "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}");
    engine.putConfiguration(
        store.configuration().map(row -> row.generation()).orElse(0L),
        "0".repeat(64),
        "bundle",
        List.of(machine));
    engine.useMachines(List.of(machine));
    engine.start();
    return engine;
  }

  private static void awaitDefined(ScheduleRunner runner) throws Exception {
    Polling.until("defined", PATIENCE, () -> runner.list().getFirst().state() != null);
  }

  private static ScheduleState awaitSettled(ScheduleRunner runner, Instant tick) throws Exception {
    return Polling.until(
        "settled",
        PATIENCE,
        () -> runner.list().getFirst().state(),
        state -> !state.settled().isBefore(tick));
  }
}
