package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.ChainFault;
import org.stepgate.audit.ChainHead;
import org.stepgate.audit.Decided;
import org.stepgate.audit.Origin;
import org.stepgate.audit.RequestAudit;
import org.stepgate.audit.Target;
import org.stepgate.audit.Verification;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.workflow.MachineId;

/// The chain in the database: what is recorded, by whom, and what is noticed.
class AuditChainTest {
  private static final Instant STOP = Samples.START.plusMillis(5);
  private static final Principal ALICE =
      new Principal("https://issuer", "alice", List.of(), JsonObject.EMPTY);

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
  void create_withoutRequest_isOnRecordForItsCaller() {
    fixture.create("n1");

    assertThat(records())
        .singleElement()
        .asString()
        .contains("\"type\":\"ExecutionStarted\"", "\"issuer\":\"i\",\"subject\":\"s\"")
        .contains("execution:orders:n1\",\"route\":\"orders\",\"status\":\"RUNNING\"}");
  }

  @Test
  void create_takenName_isNotOnRecord() {
    fixture.create("n1");
    var again = Samples.execution("orders", "n1", fixture.clock.wall(), Samples.inline("{}"));

    var _ =
        store
            .write(
                new Write.Create(
                    again, Samples.running(1, 2), List.of(), List.of(), Samples.WORKER))
            .join();

    assertThat(records()).hasSize(1);
  }

  @Test
  void update_thatEndsAnExecution_isOnRecordOnlyThen() {
    RowId row = fixture.create("n1");

    update(StoreFixture.updating(row, 1, Samples.running(3, 4)));
    update(StoreFixture.updating(row, 1, Samples.running(3, 4)));
    update(StoreFixture.updating(row, 2, Samples.succeeded(5, 6, Samples.inline("1"), STOP)));

    assertThat(records()).hasSize(2);
    assertThat(records().getLast())
        .contains("\"type\":\"ExecutionEnded\"")
        .endsWith("\"execution\":\"arn-of-it\",\"status\":\"SUCCEEDED\"}");
  }

  private void update(Write.Update update) {
    var _ = store.write(update, null, "arn-of-it").join();
  }

  @Test
  void write_duringARequest_carriesItsDecisionWhichIsNotLoggedAgain() {
    var log = new ArrayList<AuditRecord>();

    var _ =
        RequestAudit.during(
            new Origin("r1", "192.0.2.1", null),
            InstantSource.system(),
            log::add,
            () -> {
              RequestAudit.decided(
                  ALICE, new Decided("INVOKE", new Target("route", "o"), true, List.of("p#1")));
              return fixture.create("n1");
            });

    assertThat(log).isEmpty();
    assertThat(records().getFirst())
        .contains("\"subject\":\"alice\"", "\"address\":\"192.0.2.1\"", "\"policies\":[\"p#1\"]");
  }

  @Test
  void write_thatChangesNothing_leavesTheDecisionToTheLog() {
    var log = new ArrayList<AuditRecord>();

    var _ =
        RequestAudit.during(
            new Origin("r1", "", null),
            InstantSource.system(),
            log::add,
            () -> {
              RequestAudit.decided(
                  ALICE, new Decided("STOP", new Target("schedule", "s"), true, List.of()));
              return store.write(new Write.PauseSchedule("none", "alice", STOP)).join();
            });

    assertThat(log).hasSize(1);
    assertThat(records()).isEmpty();
  }

  @DisplayName("T20: what comes of a task token is audited")
  @Test
  void t20_unknownToken_isNotInTheChain() {
    var outcome =
        store
            .write(new Write.SendToTask("000000000000", "guess", _ -> null, Samples.WORKER))
            .join();

    assertThat(outcome).isInstanceOf(Write.SendOutcome.NoSuchToken.class);
    assertThat(records()).isEmpty();
  }

  @Test
  void otherWrites_areOnRecord() throws Exception {
    store.write(new Write.PutConfiguration(0, "ab", "{}", List.of())).join();
    store.write(new Write.PutConfiguration(0, "cd", "{}", List.of())).join();
    store.write(new Write.Note(List.of(new AuditEvent.KeysRotated("k2", List.of("k1"))))).join();
    store.write(new Write.RemoveTombstones(STOP, 1)).join();
    store.write(new Write.ChangeMachine(MachineId.ofHome("m"), 7, List.of())).join();

    assertThat(records()).hasSize(2);
    assertThat(records().getFirst()).contains("\"generation\":1,\"sha256\":\"ab\"");
    assertThat(records().getLast()).contains("KeysRotated");
  }

  @Test
  void commit_ofWhichOneMemberFails_recordsTheOthersOnce() {
    RowId row = fixture.create("first");
    var _ = fixture.update(row, 1, Samples.running(3, 4));
    var writes = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < 20; i++) {
      var start = Samples.execution("orders", "n" + i, fixture.clock.wall(), Samples.inline("{}"));
      writes.add(
          store.write(
              new Write.Create(
                  start, Samples.running(1, 2), List.of(), List.of(), Samples.WORKER)));
      if (i % 5 == 0) {
        writes.add(store.write(StoreFixture.updating(row, 2, Samples.running(3, 4)))); // Again.
      }
    }
    writes.forEach(write -> write.handle((_, _) -> true).join());

    assertThat(records()).hasSize(21);
    assertThat(verify(null).faults()).isEmpty();
  }

  @DisplayName("T24: two writers, one chain")
  @Test
  void t24_twoWriters_makeOneChain() throws Exception {
    try (Store other = Store.open(fixture.config)) {
      var writes = new ArrayList<CompletableFuture<?>>();
      for (int i = 0; i < 200; i++) {
        writes.add(
            (i % 2 == 0 ? store : other)
                .write(new Write.Note(List.of(new AuditEvent.SchedulePaused("s" + i)))));
      }
      writes.forEach(CompletableFuture::join);
      assertThat(other.auditHead()).isEqualTo(store.auditHead());
    }

    Verification.Report report = verify(null);
    assertThat(report.faults()).isEmpty();
    assertThat(report.heads().get("store").sequence()).isEqualTo(200);
    assertThat(report.heads().get("store")).isEqualTo(store.auditHead());
  }

  @DisplayName("T24: edited, deleted, reordered and cut records are found and named")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE audit SET body = replace(body, 's3', 's9') WHERE last = 3        | EDITED    | 3",
        "UPDATE audit SET hash = replace(hash, 'a', 'b') WHERE last = 3          | EDITED    | 3",
        "UPDATE audit SET body = '' WHERE last = 3                               | EDITED    | 3",
        "UPDATE audit SET last = 9 WHERE last = 5                                | MISSING   | 6",
        "DELETE FROM audit WHERE last = 3                                        | MISSING   | 3",
        "DELETE FROM audit WHERE last = 1                                        | MISSING   | 1",
        "UPDATE audit SET last = last - 7 WHERE last IN (3, 4);"
            + "UPDATE audit SET last = -last WHERE last < 0                      | REORDERED | 3",
        "DELETE FROM audit WHERE last > 3                                        | TRUNCATED | 4",
        "DELETE FROM audit                                                       | TRUNCATED | 1"
      })
  void t24_tamperedRow_isNamed(String sql, ChainFault.Kind kind, long record) throws Exception {
    for (int i = 1; i <= 5; i++) {
      store.write(new Write.Note(List.of(new AuditEvent.SchedulePaused("s" + i)))).join();
    }
    ChainHead head = store.auditHead();

    tamper(sql);

    assertThat(verify(head).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.chain()).isEqualTo("store");
          assertThat(fault.kind()).isEqualTo(kind);
          assertThat(fault.sequence()).isEqualTo(record);
        });
  }

  @DisplayName("T24: a chain that was made anew does not have the head that is known")
  @Test
  void t24_rewrittenChain_isNoticedByItsHead() throws Exception {
    store.write(new Write.Note(List.of(new AuditEvent.SchedulePaused("s1")))).join();
    ChainHead head = store.auditHead();
    tamper("DELETE FROM audit");
    store.write(new Write.Note(List.of(new AuditEvent.SchedulePaused("other")))).join();

    assertThat(verify(null).faults()).isEmpty();
    assertThat(verify(head).faults())
        .singleElement()
        .extracting(ChainFault::kind)
        .isEqualTo(ChainFault.Kind.REWRITTEN);
  }

  private void tamper(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + fixture.config.file());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + Duration.ofSeconds(5).toMillis());
      for (String each : sql.split(";", -1)) {
        statement.executeUpdate(each);
      }
    }
  }

  private Verification.Report verify(@Nullable ChainHead head) {
    try (var audit = StoredAudit.open(fixture.config.file())) {
      return Verification.verify(audit, folder.resolve("none"), head);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> records() {
    var lines = new ArrayList<String>();
    try (var audit = StoredAudit.open(fixture.config.file())) {
      audit.forEach(lines::add);
    }
    return lines;
  }
}
