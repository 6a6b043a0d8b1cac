package org.stepgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.audit.ChainFault.Kind;

/// A log of several files is one chain, of which the oldest files may be removed, as the store
/// says.
class LogRotationTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final long FULL_AT_ONCE = 1;

  @TempDir Path folder;
  private final ListedStore store = new ListedStore();
  private Instant now = START;

  /// Four files, each of one hour, with records 1 · 2,3 · 4,5 · 6,7 · and an empty one; the store
  /// knows record 7.
  @BeforeEach
  void fill() throws IOException {
    try (DecisionFile log = open()) {
      ChainHead head = ChainHead.NONE;
      for (var name : List.of("a", "b", "c", "d")) {
        log.append(event(new AuditEvent.SchedulePaused(name)));
        head = log.flush();
        now = now.plus(Duration.ofHours(1));
      }
      store.add(event(new AuditEvent.LogAnchored(log.name(), head.sequence(), head.hash())));
    }
  }

  private DecisionFile open() throws IOException {
    return DecisionFile.open(folder, FULL_AT_ONCE, () -> now);
  }

  private AuditRecord event(AuditEvent event) {
    return new AuditRecord(now, Cause.STEPGATE, event);
  }

  private Path full(long last) {
    return LogName.full(folder, "decisions-0", last);
  }

  private List<ChainFault> faults() throws IOException {
    return Verification.verify(store, folder, null).faults();
  }

  private int remove(Instant before) throws Exception {
    return OldLogFiles.remove(
        folder,
        before,
        removal -> {
          store.add(event(removal));
          return true;
        });
  }

  @Test
  void flush_fileThatIsFull_goesOnInTheNextOne() throws IOException {
    assertThat(LogName.full(folder, "decisions-0"))
        .containsExactly(full(1), full(3), full(5), full(7));
    assertThat(folder.resolve("decisions-0.log")).isEmptyFile();
    assertThat(Files.readAllLines(full(3)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("2 ").contains("LogRotated", "\"sequence\":1,"),
            second -> assertThat(second).startsWith("3 ").contains("\"b\""));
    Verification.Report report = Verification.verify(store, folder, null);
    assertThat(report.faults()).isEmpty();
    assertThat(report.heads().get("decisions-0").sequence()).isEqualTo(7);
  }

  @Test
  void flush_belowTheSize_staysInItsFile() throws IOException {
    Path other = folder.resolve("other");
    try (DecisionFile log = DecisionFile.open(other, 1_000_000, () -> now)) {
      log.append(event(new AuditEvent.SchedulePaused("a")));
      var _ = log.flush();
    }

    assertThat(LogName.files(other)).containsExactly(other.resolve("decisions-0.log"));
  }

  @Test
  void open_afterRotation_goesOnWithTheChain() throws IOException {
    try (DecisionFile log = open()) {
      log.append(event(new AuditEvent.SchedulePaused("e")));
      assertThat(log.flush().sequence()).isEqualTo(9);
    }

    assertThat(faults()).isEmpty();
  }

  @DisplayName("T24: a crash in the first record of a file")
  @ParameterizedTest
  @ValueSource(strings = {"8 abc", "8"})
  void t24_tornFirstRecord_isCutOff(String torn) throws IOException {
    Files.writeString(folder.resolve("decisions-0.log"), torn, StandardOpenOption.APPEND);
    assertThat(faults()).isEmpty();

    try (DecisionFile log = open()) {
      assertThat(log.flush().sequence()).isEqualTo(9);
    }

    assertThat(Files.readAllLines(full(9)).getLast()).contains("LogContinued");
    assertThat(faults()).isEmpty();
  }

  @DisplayName("T24: a crash between the end of a file and the next one")
  @Test
  void t24_noFileAfterTheFullOnes_goesOn() throws IOException {
    Files.delete(folder.resolve("decisions-0.log"));
    assertThat(faults()).isEmpty();

    try (DecisionFile log = open()) {
      log.append(event(new AuditEvent.SchedulePaused("e")));
    }

    assertThat(faults()).isEmpty();
  }

  @Test
  void remove_filesThatAreOld_isOnRecordAndNoFault() throws Exception {
    assertThat(remove(START.plus(Duration.ofHours(1)))).isEqualTo(1);
    assertThat(remove(START.plus(Duration.ofHours(1)))).isZero();

    assertThat(full(1)).doesNotExist();
    assertThat(full(3)).exists();
    assertThat(store.lines.getLast()).contains("LogRemoved", "\"sequence\":1,");
    assertThat(faults()).isEmpty();

    assertThat(remove(now.plusSeconds(1))).isEqualTo(2);

    assertThat(LogName.full(folder, "decisions-0")).containsExactly(full(7));
    assertThat(faults()).isEmpty();
    try (DecisionFile log = open()) {
      log.append(event(new AuditEvent.SchedulePaused("e")));
    }
    assertThat(faults()).isEmpty();
  }

  @Test
  void remove_thatCouldNotBeRecorded_removesNothing() throws Exception {
    assertThat(OldLogFiles.remove(folder, now.plusSeconds(1), _ -> false)).isZero();

    assertThat(full(1)).exists();
  }

  @Test
  void remove_thatCrashedAfterItsRecord_isNoFault() throws Exception {
    byte[] second = Files.readAllBytes(full(3));
    assertThat(remove(START.plus(Duration.ofHours(2)))).isEqualTo(2);

    Files.write(full(3), second);

    assertThat(faults()).isEmpty();
    assertThat(remove(START.plus(Duration.ofHours(2)))).isEqualTo(1);
    assertThat(faults()).isEmpty();
  }

  @Test
  void remove_damagedFile_keepsItAndAllAfterIt() throws Exception {
    Files.writeString(full(1), "nothing\n");

    assertThat(remove(now.plusSeconds(1))).isZero();

    assertThat(full(3)).exists();
  }

  @DisplayName("T24: old files that somebody has removed")
  @Test
  void t24_removedFirstFiles_areNamed() throws Exception {
    Files.delete(full(1));

    assertThat(faults())
        .containsExactly(
            new ChainFault(
                "decisions-0",
                1,
                Kind.MISSING,
                "it is missing, the log begins with record 2, and no record of the store says that"
                    + " those before it were removed"));
  }

  @DisplayName("T24: more old files removed than the store says")
  @Test
  void t24_removedFilesBehindTheRetention_areNamed() throws Exception {
    assertThat(remove(START.plus(Duration.ofHours(1)))).isEqualTo(1);
    Files.delete(full(3));

    assertThat(faults())
        .extracting(ChainFault::sequence, ChainFault::kind)
        .containsExactly(tuple(2L, Kind.MISSING));
  }

  @DisplayName("T24: a file removed from the middle")
  @Test
  void t24_removedMiddleFile_isNamed() throws IOException {
    Files.delete(full(3));

    assertThat(faults())
        .containsExactly(
            new ChainFault(
                "decisions-0", 2, Kind.MISSING, "it is missing, the next one is record 4"));
  }

  @DisplayName("T24: the newest files removed, or all")
  @Test
  void t24_removedLastFiles_areNamed() throws IOException {
    Files.delete(full(7));
    assertThat(faults())
        .extracting(ChainFault::sequence, ChainFault::kind)
        .containsExactly(tuple(6L, Kind.TRUNCATED));

    for (Path file : LogName.files(folder)) {
      Files.delete(file);
    }
    assertThat(faults())
        .extracting(ChainFault::sequence, ChainFault::kind)
        .containsExactly(tuple(1L, Kind.TRUNCATED));
  }

  @DisplayName("T24: a full file cut back")
  @Test
  void t24_truncatedFullFile_isNamed() throws IOException {
    Files.write(full(5), Files.readAllLines(full(5)).subList(0, 1));

    assertThat(faults())
        .extracting(ChainFault::sequence, ChainFault::kind)
        .containsExactly(tuple(5L, Kind.MISSING));
  }

  @DisplayName("T24: another file in place of those that were removed")
  @Test
  void t24_forgedBeginning_isNamed() throws Exception {
    assertThat(remove(START.plus(Duration.ofHours(1)))).isEqualTo(1);
    var forged = new ArrayList<String>();
    ChainHead head = new ChainHead(1, "ab".repeat(32));
    ChainLine first =
        ChainLine.after(head, event(new AuditEvent.LogRotated(1, head.hash())).text());
    forged.add(first.toString());
    forged.add(
        ChainLine.after(first.head(), event(new AuditEvent.SchedulePaused("x")).text()).toString());
    Files.write(full(3), forged);

    assertThat(faults())
        .extracting(ChainFault::sequence, ChainFault::text)
        .containsExactly(tuple(1L, "it is not the one that was removed by store record 2"));
  }

  @Test
  void verify_restoredStoreWithoutTheRemoval_saysSo() throws Exception {
    assertThat(remove(START.plus(Duration.ofHours(1)))).isEqualTo(1);
    store.lines.clear();
    var copy = new ListedStore();
    copy.add(event(new AuditEvent.StoreRestored("backup.db")));

    Verification.Report report = Verification.verify(copy, folder, null);

    assertThat(report.faults()).isEmpty();
    assertThat(report.notes()).hasSize(2).last().asString().contains("begins with record 2");
  }

  @Test
  void verify_whileFilesBegin_findsNothing() throws Exception {
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              try (DecisionFile log = open()) {
                for (int i = 0; i < 100; i++) {
                  log.append(event(new AuditEvent.SchedulePaused("more")));
                  var _ = log.flush();
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    do {
      assertThat(faults()).isEmpty();
    } while (writer.isAlive());
    writer.join();

    assertThat(Verification.verify(store, folder, null).heads().get("decisions-0").sequence())
        .isEqualTo(207);
  }

  @Test
  void export_readsAllFiles() throws IOException {
    var lines = new ArrayList<String>();

    AuditExport.lines(store, folder, Instant.MIN, lines::add);

    assertThat(lines).hasSize(8).noneMatch(line -> line.contains("damaged"));
  }
}
