package org.stepgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionFileTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;

  @Test
  void open_newFolder_isPrivate() throws IOException {
    Path logs = folder.resolve("audit");

    try (DecisionFile log = DecisionFile.open(logs, AuditConfig.defaults().fileBytes(), CLOCK)) {
      assertThat(log.name()).isEqualTo("decisions-0");
    }

    assertThat(mode(logs)).isEqualTo("rwx------");
    assertThat(mode(logs.resolve("decisions-0.log"))).isEqualTo("rw-------");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void flush_writesChainedLines_andTheNextWorkerGoesOn() throws IOException {
    ChainHead first;
    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      log.append(event("a"));
      log.append(event("b"));
      first = log.flush();
      assertThat(first.sequence()).isEqualTo(2);
      assertThat(log.flush()).isEqualTo(first);
    }

    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      log.append(event("c"));
    }

    List<String> lines = lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.getLast()).isEqualTo(ChainLine.after(first, event("c").text()).toString());
  }

  @Test
  void open_whileAnotherHoldsTheLog_takesTheNextOne() throws IOException {
    try (DecisionFile first =
        DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      try (DecisionFile second =
          DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
        assertThat(List.of(first.name(), second.name()))
            .containsExactly("decisions-0", "decisions-1");
      }
    }
    try (DecisionFile third =
        DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      assertThat(third.name()).isEqualTo("decisions-0");
    }
  }

  @DisplayName("T24: a line torn by a crash is recognised, and the chain goes on")
  @ParameterizedTest
  @ValueSource(strings = {"3 abc {\"version\"", "3", "\0\0\0\0"})
  void t24_tornLine_isCutOffAndRecorded(String torn) throws IOException {
    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      log.append(event("a"));
      log.append(event("b"));
    }
    Files.writeString(file(), torn, StandardOpenOption.APPEND);
    assertThat(Verification.verify(new ListedStore(), folder, null))
        .satisfies(report -> {
          assertThat(report.faults()).isEmpty();
          assertThat(report.notes()).hasSize(1);
        });

    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      log.append(event("c"));
    }

    assertThat(lines()).hasSize(4);
    assertThat(lines().get(2)).contains("LogContinued", "\"tornBytes\":" + torn.length());
    assertThat(Verification.verify(new ListedStore(), folder, null).faults()).isEmpty();
  }

  @Test
  void open_damagedRecord_isLeftAsItIs() throws IOException {
    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      log.append(event("a"));
    }
    String damaged = Files.readString(file()).replace("\"a\"", "\"x\"");
    Files.writeString(file(), damaged);

    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      assertThat(log.name()).isEqualTo("decisions-1");
    }

    assertThat(Files.readString(file())).isEqualTo(damaged);
  }

  @Test
  void write_manyRecords_areInTheFileInTheirOrder() throws IOException {
    int many = 1_300;
    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      for (int i = 1; i <= many; i++) {
        assertThat(log.add(event("s" + i))).isEqualTo(i);
      }
      log.write();

      List<String> lines = lines();
      assertThat(lines).hasSize(many);
      assertThat(lines.getLast()).startsWith(many + " ").contains("\"s" + many + "\"");
      assertThat(log.add(event("later"))).isEqualTo(1);
    }
    assertThat(Verification.verify(new ListedStore(), folder, null).faults()).isEmpty();
  }

  @Test
  void append_moreThanMayWait_areCounted() throws IOException {
    try (DecisionFile log = DecisionFile.open(folder, AuditConfig.defaults().fileBytes(), CLOCK)) {
      for (int i = 0; i < DecisionFile.MAX_WAITING + 2; i++) {
        log.append(event("a"));
      }
    }

    List<String> lines = lines();
    assertThat(lines).hasSize(DecisionFile.MAX_WAITING + 1);
    assertThat(lines.getLast()).contains("\"type\":\"RecordsLost\"").endsWith("\"count\":2}");
  }

  private static AuditRecord event(String schedule) {
    return new AuditRecord(
        CLOCK.instant(), Cause.STEPGATE, new AuditEvent.SchedulePaused(schedule));
  }

  private Path file() {
    return folder.resolve("decisions-0.log");
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file());
  }
}
