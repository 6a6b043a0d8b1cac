package org.stepgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.audit.ChainFault.Kind;

/// Store and logs hold heads of each other.
class VerificationTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private final ListedStore store = new ListedStore();

  /// Three records in the store, of which the log has the head; three in the log before that.
  @BeforeEach
  void fill() throws IOException {
    try (DecisionFile log =
        DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), InstantSource.fixed(TIME))) {
      for (var name : List.of("a", "b", "c")) {
        log.append(event(new AuditEvent.SchedulePaused(name)));
      }
      ChainHead decisions = log.flush();
      store.add(event(new AuditEvent.SchedulePaused("s1")));
      store.add(
          event(new AuditEvent.LogAnchored(log.name(), decisions.sequence(), decisions.hash())));
      ChainHead head = store.add(event(new AuditEvent.SchedulePaused("s3")));
      log.append(event(new AuditEvent.StoreAnchored(head.sequence(), head.hash())));
    }
  }

  @Test
  void verify_asWritten_findsNothing() throws IOException {
    Verification.Report report = Verification.verify(store, folder, null);

    assertThat(report.faults()).isEmpty();
    assertThat(report.heads().get("store").sequence()).isEqualTo(3);
    assertThat(report.heads().get("decisions-0").sequence()).isEqualTo(4);
  }

  @DisplayName("T24: a log cut back behind its anchored head")
  @Test
  void t24_truncatedLog_isNamed() throws IOException {
    keepLines(2);

    assertThat(faults())
        .containsExactly(
            new ChainFault(
                "decisions-0",
                3,
                Kind.TRUNCATED,
                "the chain ends before it, but record 3 is known from store record 2"));
  }

  @DisplayName("T24: a log that is gone")
  @Test
  void t24_deletedLog_isNamed() throws IOException {
    Files.delete(file());

    assertThat(faults())
        .extracting(ChainFault::chain, ChainFault::sequence, ChainFault::kind)
        .containsExactly(tuple("decisions-0", 1L, Kind.TRUNCATED));
  }

  @DisplayName("T24: a store cut back behind the head that a log has")
  @Test
  void t24_truncatedStore_isNamed() throws IOException {
    store.lines.removeLast();

    assertThat(faults())
        .containsExactly(
            new ChainFault(
                "store",
                3,
                Kind.TRUNCATED,
                "the chain ends before it, but record 3 is known from decisions-0 record 4"));
  }

  @DisplayName("T24: a log whose lines were swapped")
  @Test
  void t24_reorderedLog_isNamed() throws IOException {
    List<String> lines = Files.readAllLines(file());
    Files.write(file(), List.of(lines.get(1), lines.get(0), lines.get(2), lines.get(3)));

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.kind()).isEqualTo(Kind.REORDERED);
          assertThat(fault.sequence()).isEqualTo(1);
        });
  }

  @DisplayName("T24: a log that was written anew")
  @Test
  void t24_rewrittenLog_isNamed() throws IOException {
    Files.delete(file());
    try (DecisionFile log =
        DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), InstantSource.fixed(TIME))) {
      for (int i = 0; i < 4; i++) {
        log.append(event(new AuditEvent.SchedulePaused("other")));
      }
    }

    assertThat(faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.kind()).isEqualTo(Kind.REWRITTEN);
          assertThat(fault.sequence()).isEqualTo(3);
        });
  }

  @Test
  void verify_restoredStore_saysSoAndFindsNothing() throws IOException {
    store.lines.removeLast();
    var copy = new ListedStore();
    copy.add(event(new AuditEvent.SchedulePaused("s1")));
    copy.add(event(new AuditEvent.StoreRestored("backup.db")));

    Verification.Report report = Verification.verify(copy, folder, null);

    assertThat(report.faults()).isEmpty();
    assertThat(report.notes())
        .containsExactly("store record 2: the store was put back from a copy");
  }

  private List<ChainFault> faults() throws IOException {
    return Verification.verify(store, folder, null).faults();
  }

  private void keepLines(int count) throws IOException {
    Files.write(file(), Files.readAllLines(file()).subList(0, count));
  }

  private Path file() {
    return folder.resolve("decisions-0.log");
  }

  private static AuditRecord event(AuditEvent event) {
    return new AuditRecord(TIME, Cause.STEPGATE, event);
  }
}
