package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.Command;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.Frame;
import org.stepgate.engine.FrameId;
import org.stepgate.engine.Payload;
import org.stepgate.store.Write.CreateOutcome;
import org.stepgate.store.Write.UpdateOutcome;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.MachineId;

/// Executions, from creation to removal, on a real database.
class StoreTest {
  private static final Payload BIG = Samples.stored(1, "{\"big\":\"" + "x".repeat(2_000) + "\"}");

  @TempDir Path folder;
  private StoreFixture fixture;
  private Store store;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
    store = fixture.store;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void create_endedAtOnce_isReadBackWhole() {
    var start = Samples.execution("orders", "n1", Samples.START, Samples.inline("{\"a\":[1,2]}"));
    var stop = Samples.START.plusMillis(5);

    RowId row = create(start, Samples.succeeded(1, 8, Samples.inline("{\"b\":true}"), stop));

    var description = store.describe(row).orElseThrow();
    assertThat(description.id()).hasToString("embedded:orders:n1");
    assertThat(description.input()).isEqualTo("{\"a\":[1,2]}");
    assertThat(description.output()).isEqualTo("{\"b\":true}");
    assertThat(description.startTime()).isEqualTo(Samples.START);
    assertThat(description.stopTime()).isEqualTo(stop);
    assertThat(description.route()).isEqualTo("orders");
    assertThat(description.fingerprint()).isEqualTo("print-of-n1");
    assertThat(store.history(row, 1, 100, false)).isEqualTo(Samples.events(1, 8));
    assertThat(store.load(row).orElseThrow().start())
        .usingRecursiveComparison()
        .ignoringFields("identity.input")
        .isEqualTo(start);
  }

  @Test
  void create_nameOfAnother_tellsWhoHasIt() {
    var start = Samples.execution("orders", "n1", Samples.START, Samples.inline("1"));
    RowId row = create(start, Samples.running(1, 2));

    CreateOutcome second = store.write(creation(start, Samples.running(1, 2))).join();

    var known = new NameEntry.Present(row, "print-of-n1", ExecutionStatus.RUNNING);
    assertThat(second).isEqualTo(new CreateOutcome.NameTaken(known));
    assertThat(store.lookup(MachineId.ofHome("orders"), "n1")).contains(known);
    assertThat(store.lookup(MachineId.ofHome("other"), "n1")).isEmpty();
  }

  @Test
  void create_sameNameTwiceInOneCommit_storesOne() {
    var start = Samples.execution("orders", "n1", Samples.START, Samples.inline("1"));

    var writes = new ArrayList<CompletableFuture<CreateOutcome>>();
    for (int i = 0; i < 20; i++) {
      writes.add(store.write(creation(start, Samples.running(1, 2))));
    }

    assertThat(writes.stream().map(CompletableFuture::join))
        .filteredOn(CreateOutcome.Created.class::isInstance)
        .hasSize(1);
  }

  @Test
  void create_largeInput_isStoredOnceAndReadBack() {
    var start = Samples.execution("orders", "n1", Samples.START, BIG);

    RowId row = create(start, Samples.withPayloads(Samples.running(1, 2), List.of(BIG)));

    assertThat(store.describe(row).orElseThrow().input()).isEqualTo(BIG.text());
    assertThat(store.load(row).orElseThrow().start().identity().input().id()).isEqualTo(1);
  }

  @Test
  void describe_byName_isTheSameWithAndWithoutAnIdleConnection() {
    var start = Samples.execution("orders", "n1", Samples.START, BIG);
    create(start, Samples.withPayloads(Samples.running(1, 2), List.of(BIG)));

    for (int read = 1; read <= 3; read++) {
      var description = store.describe(MachineId.ofHome("orders"), "n1").orElseThrow();
      assertThat(description.id()).hasToString("embedded:orders:n1");
      assertThat(description.input()).isEqualTo(BIG.text());
    }
    assertThat(store.describe(MachineId.ofHome("orders"), "n2")).isEmpty();
    assertThat(store.describe(MachineId.ofHome("other"), "n1")).isEmpty();
  }

  @Test
  void describe_byName_seesWhatWasWrittenSince() {
    RowId row = fixture.create("n1");
    store.describe(MachineId.ofHome("orders"), "n1");

    fixture.update(row, 1, Samples.succeeded(3, 4, Samples.inline("7"), Samples.START));

    assertThat(store.describe(MachineId.ofHome("orders"), "n1").orElseThrow().output())
        .isEqualTo("7");
  }

  @Test
  void create_withinOneMillisecond_idsRise() {
    RowId first = fixture.create("a");
    RowId second = fixture.create("b");

    assertThat(first.value()).isEqualTo(Samples.START.toEpochMilli() * 16);
    assertThat(second.value()).isEqualTo(first.value() + 1);
  }

  @Test
  void update_secondWithSameSequence_isSupersededAndChangesNothing() {
    RowId row = fixture.create("n1");

    var first = store.write(StoreFixture.updating(row, 1, Samples.running(3, 5)));
    var second = store.write(StoreFixture.updating(row, 1, Samples.running(3, 4)));

    assertThat(first.join()).isEqualTo(new UpdateOutcome.Committed(2));
    assertThat(second.join()).isEqualTo(new UpdateOutcome.Superseded());
    assertThat(store.history(row, 1, 100, false)).isEqualTo(Samples.events(1, 5));
    assertThat(store.versions(List.of(row, new RowId(7))))
        .containsExactly(Map.entry(row, new ExecutionVersion(2, ExecutionStatus.RUNNING)));
  }

  @Test
  void refersTo_hashInTheInputOfARunningExecution_isFoundUntilItEnds() {
    String small = "1".repeat(64);
    String large = "2".repeat(64);
    RowId row = fixture.create(startedWith("n1", Samples.inline("{\"sha256\":\"" + small + "\"}")));
    fixture.create(
        startedWith("n2", Samples.stored(1, "[\"" + large + "\",\"" + "x".repeat(2_000) + "\"]")));

    assertThat(store.refersTo(small)).isTrue();
    assertThat(store.refersTo(large)).isTrue();
    assertThat(store.refersTo("3".repeat(64))).isFalse();

    fixture.update(row, 1, Samples.succeeded(4, 5, Samples.inline("1"), Samples.START));
    assertThat(store.refersTo(small)).isFalse();
  }

  private static Write.Create startedWith(String name, Payload input) {
    return new Write.Create(
        Samples.execution("orders", name, Samples.START, input),
        Samples.running(1, 3),
        List.of(),
        List.of(),
        Samples.WORKER);
  }

  @Test
  void update_framesAndResults_areKeptUntilTheyAreRemoved() {
    RowId row = fixture.create("n1");
    Frame one = frame(1, "A");
    Frame two = frame(2, "B");
    var late = new ChildResult(one.id(), 1, BIG);
    var early = new ChildResult(one.id(), 0, Samples.inline("\"r0\""));

    fixture.update(row, 1, changing(3, List.of(one, two), List.of(), List.of(late)));
    fixture.update(row, 2, changing(4, List.of(frame(2, "C")), List.of(), List.of(early)));

    StoredExecution loaded = store.load(row).orElseThrow();
    assertThat(loaded.sequence()).isEqualTo(3);
    assertThat(loaded.frames()).extracting(Frame::id).containsExactly(one.id(), two.id());
    assertThat(loaded.frames().getLast().phase())
        .isInstanceOfSatisfying(
            Frame.Phase.Ready.class, ready -> assertThat(ready.state()).isEqualTo("C"));
    assertThat(loaded.results()).extracting(ChildResult::index).containsExactly(1, 0);
    assertThat(loaded.results().getFirst().output().text()).isEqualTo(BIG.text());

    fixture.update(row, 3, changing(5, List.of(), List.of(one.id()), List.of()));

    assertThat(store.load(row).orElseThrow().frames())
        .extracting(Frame::id)
        .containsExactly(two.id());
    assertThat(store.load(row).orElseThrow().results()).isEmpty();
  }

  @Test
  void update_end_removesWhatOnlyARunningExecutionHas() {
    WorkerId worker = fixture.worker();
    RowId row =
        fixture.create(
            "n1",
            Samples.running(1, 2),
            List.of(fixture.timer(1, worker, new Command.Due.After(Duration.ZERO))),
            List.of(TaskRow.of(Samples.task(1, Samples.inline("1")), worker)),
            worker);

    var ended = Samples.succeeded(3, 4, Samples.inline("2"), Samples.START.plusSeconds(1));
    fixture.update(row, 1, ended);

    assertThat(store.load(row).orElseThrow().header().status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(fixture.claim(worker)).isEmpty();
    assertThat(store.tasks(worker)).isEmpty();
  }

  @Test
  void history_pages_riseAndFallAcrossCommits() {
    RowId row = fixture.create("n1");
    fixture.update(row, 1, Samples.running(3, 5));
    fixture.update(row, 2, Samples.running(6, 9));

    assertThat(store.history(row, 2, 3, false)).isEqualTo(Samples.events(2, 4));
    assertThat(store.history(row, 5, 100, false)).isEqualTo(Samples.events(5, 9));
    assertThat(store.history(row, 10, 100, false)).isEmpty();
    assertThat(store.history(row, 4, 2, true)).isEqualTo(Samples.events(3, 4).reversed());
    assertThat(store.history(row, Long.MAX_VALUE, 100, true))
        .isEqualTo(Samples.events(1, 9).reversed());
  }

  @Test
  void list_filtersAndPages_newestFirst() {
    for (int i = 0; i < 5; i++) {
      fixture.create("n" + i);
      fixture.clock.pass(Duration.ofSeconds(1));
    }
    Instant since = Samples.START.plusSeconds(2);
    create(
        Samples.execution("other", "o", fixture.clock.wall(), Samples.inline("1")),
        Samples.succeeded(1, 2, Samples.inline("1"), fixture.clock.wall()));

    var first = store.list(new ExecutionQuery("orders", null, null, 3, null), null);
    var second =
        store.list(new ExecutionQuery("orders", null, null, 3, first.nextPageToken()), null);

    assertThat(names(first)).containsExactly("n4", "n3", "n2");
    assertThat(names(second)).containsExactly("n1", "n0");
    assertThat(second.nextPageToken()).isNull();
    assertThat(names(store.list(new ExecutionQuery(null, null, since, 100, null), null)))
        .containsExactly("o", "n4", "n3", "n2");
    for (var status : org.stepgate.workflow.ExecutionStatus.values()) {
      int expected =
          switch (status) {
            case RUNNING -> 5;
            case SUCCEEDED -> 1;
            default -> 0;
          };
      assertThat(names(store.list(new ExecutionQuery(null, status, null, 100, null), null)))
          .hasSize(expected);
    }
  }

  @Test
  void list_strangeToken_isRefused() {
    assertThatThrownBy(() -> store.list(new ExecutionQuery(null, null, null, 1, "?"), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void removeClosed_oldEnough_leavesTombstoneAndKeepsNameTaken() {
    Instant end = Samples.START.plusSeconds(10);
    var start = Samples.execution("orders", "old", Samples.START, BIG);
    RowId old = create(start, Samples.succeeded(1, 2, Samples.inline("1"), end));
    RowId running = fixture.create("running");

    assertThat(remove(end, 0)).isEqualTo(new Write.RemovalOutcome(0, 0));
    assertThat(remove(end.plusMillis(1), 0).removed()).isEqualTo(1);

    assertThat(store.load(old)).isEmpty();
    assertThat(store.history(old, 1, 10, false)).isEmpty();
    assertThat(store.load(running)).isPresent();
    var tombstone = new NameEntry.Tombstone("print-of-old", ExecutionStatus.SUCCEEDED);
    assertThat(store.lookup(MachineId.ofHome("orders"), "old")).contains(tombstone);
    assertThat(store.describe(MachineId.ofHome("orders"), "old")).isEmpty();
    assertThat(store.write(creation(start, Samples.running(1, 2))).join())
        .isEqualTo(new CreateOutcome.NameTaken(tombstone));
  }

  @Test
  void removeTombstones_oldEnough_freesNames() {
    Instant end = Samples.START;
    var start = Samples.execution("orders", "old", Samples.START, Samples.inline("1"));
    create(start, Samples.succeeded(1, 2, Samples.inline("1"), end));
    remove(end.plusMillis(1), 0);

    Instant removed = fixture.clock.wall();
    assertThat(store.write(new Write.RemoveTombstones(removed, 10)).join()).isZero();
    assertThat(store.write(new Write.RemoveTombstones(removed.plusMillis(1), 10)).join())
        .isEqualTo(1);

    assertThat(store.lookup(MachineId.ofHome("orders"), "old")).isEmpty();
  }

  @Test
  void removeClosed_limit_goesOnWhereItStopped() {
    for (int i = 0; i < 3; i++) {
      create(
          Samples.execution("orders", "n" + i, Samples.START, Samples.inline("1")),
          Samples.succeeded(1, 2, Samples.inline("1"), Samples.START));
    }
    var before = Samples.START.plusSeconds(1);

    var first = store.write(new Write.RemoveClosed(before, before, 0, 2)).join();
    var second = store.write(new Write.RemoveClosed(before, before, first.next(), 2)).join();

    assertThat(first.removed()).isEqualTo(2);
    assertThat(second).isEqualTo(new Write.RemovalOutcome(1, 0));
  }

  @Test
  void write_memberThatCannotBeStored_failsAlone() {
    RowId row = fixture.create("n1");
    // Its history begins with an event that is stored already.
    fixture.update(row, 1, Samples.running(3, 4));
    var bad = StoreFixture.updating(row, 2, Samples.running(3, 4));

    var futures = new ArrayList<CompletableFuture<?>>();
    futures.add(store.write(bad));
    for (int i = 0; i < 5; i++) {
      var start = Samples.execution("orders", "o" + i, Samples.START, Samples.inline("1"));
      futures.add(store.write(creation(start, Samples.running(1, 2))));
    }

    assertThatThrownBy(() -> futures.getFirst().join()).hasCauseInstanceOf(BackendException.class);
    futures.subList(1, 6).forEach(CompletableFuture::join);
    assertThat(store.load(row).orElseThrow().sequence()).isEqualTo(2);
  }

  @Test
  void open_secondStoreOnOneFile_seesAndSupersedes() {
    RowId row = fixture.create("n1");

    try (Store other = Store.open(fixture.config)) {
      assertThat(other.write(StoreFixture.updating(row, 1, Samples.running(3, 4))).join())
          .isEqualTo(new UpdateOutcome.Committed(2));
      assertThat(fixture.update(row, 1, Samples.running(3, 4)))
          .isEqualTo(new UpdateOutcome.Superseded());
    }
  }

  @Test
  void write_afterClose_fails() {
    Store other = Store.open(fixture.config);
    other.close();

    assertThatThrownBy(() -> other.write(Samples.smallWrite()).join())
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> other.machines("")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> other.describe(MachineId.ofHome("orders"), "n1"))
        .isInstanceOf(IllegalStateException.class);
  }

  private Write.RemovalOutcome remove(Instant endedBefore, long after) {
    return store.write(new Write.RemoveClosed(endedBefore, fixture.clock.wall(), after, 10)).join();
  }

  private static List<String> names(ExecutionPage page) {
    return page.executions().stream().map(execution -> execution.id().name()).toList();
  }

  private static Frame frame(long number, String state) {
    return new Frame(
        new FrameId(number),
        FrameId.ROOT,
        0,
        0,
        new Frame.Phase.Ready(state, Samples.inline("{}")));
  }

  private static Advance changing(
      long event, List<Frame> changed, List<FrameId> removed, List<ChildResult> results) {
    var advance = Samples.running(event, event);
    var payloads =
        results.stream().map(ChildResult::output).filter(output -> output.id() != 0).toList();
    return new Advance(
        advance.header(), changed, removed, payloads, results, advance.events(), List.of(), false);
  }

  private RowId create(NewExecution start, Advance first) {
    return fixture.create(creation(start, first));
  }

  private static Write.Create creation(NewExecution start, Advance first) {
    return new Write.Create(start, first, List.of(), List.of(), Samples.WORKER);
  }

  @Test
  void running_countsWhatACallerHasStartedThatRuns() {
    fixture.create("n1");
    fixture.create("n2");
    create(
        Samples.execution("orders", "n3", Samples.START, Samples.inline("1")),
        Samples.succeeded(1, 2, Samples.inline("1"), Samples.START));

    assertThat(running("i", "s", Set.of(), 10)).isEqualTo(2);
    assertThat(running("i", "s", Set.of(), 1)).isEqualTo(1);
    assertThat(running("i", "s", Set.of("other", "orders"), 10)).isEqualTo(2);
    assertThat(running("i", "s", Set.of("other"), 10)).isZero();
    assertThat(running("i", "t", Set.of(), 10)).isZero();
    assertThat(running("j", "s", Set.of(), 10)).isZero();
  }

  private int running(String issuer, String subject, Set<String> routes, int atMost) {
    return store.bound(issuer, subject, routes, atMost).before().count();
  }

  @Test
  void create_manyThatWereCountedBefore_keepToTheBound() {
    var ended = fixture.create("n0");
    List<StartBound> bounds = List.of(store.bound("i", "s", Set.of(), 3));
    fixture.update(ended, 1, Samples.succeeded(3, 4, Samples.inline("1"), Samples.START));

    var outcomes = new ArrayList<CompletableFuture<CreateOutcome>>();
    for (int i = 1; i <= 10; i++) {
      var start = Samples.execution("orders", "n" + i, Samples.START, Samples.inline("1"));
      outcomes.add(store.write(bounded(start, bounds)));
    }

    assertThat(outcomes)
        .extracting(CompletableFuture::join)
        .filteredOn(CreateOutcome.Created.class::isInstance)
        .hasSize(3);
    assertThat(outcomes.getLast().join()).isEqualTo(new CreateOutcome.OverLimit());
    var known = Samples.execution("orders", "n1", Samples.START, Samples.inline("1"));
    assertThat(store.write(bounded(known, bounds)).join())
        .as("a name that is known is told first")
        .isInstanceOf(CreateOutcome.NameTaken.class);
  }

  private static Write.Create bounded(NewExecution start, List<StartBound> bounds) {
    return new Write.Create(
        start,
        Samples.running(1, 2),
        List.of(),
        List.of(),
        Samples.WORKER,
        List.of(),
        List.of(),
        bounds);
  }
}
