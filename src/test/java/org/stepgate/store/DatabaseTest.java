package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.store.StoreOpenException.Reason;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineType;

/// What is made of a file that is there, or not, when a store is opened (T38).
class DatabaseTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("a %3f?#/state.db");
  }

  @Test
  void open_nothingThere_makesPrivateFiles() throws Exception {
    Store.open(StoreConfig.defaults(file)).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void open_again_findsWhatWasThere() {
    RowId row;
    try (var fixture = new StoreFixture(folder)) {
      row = fixture.create("n1");
    }
    try (var fixture = new StoreFixture(folder)) {
      assertThat(fixture.store.load(row)).isPresent();
    }
  }

  @Test
  void open_writerConnection_syncsEachCommit() throws Exception {
    Store.open(StoreConfig.defaults(file)).close();
    var database = new Database(file);

    try (Session session = database.openWriter()) {
      assertThat(session.number("PRAGMA synchronous")).isEqualTo(2);
      assertThat(session.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
    }
  }

  @Test
  void t38_newerSchema_isRefusedAndLeftAlone() throws Exception {
    Store.open(StoreConfig.defaults(file)).close();
    sql("PRAGMA user_version = 99");

    refused(Reason.NEWER_SCHEMA, "install the newer version");
  }

  @Test
  void open_schema1_keepsItsMachines() throws Exception {
    Files.createDirectories(file.getParent());
    String first;
    try (var in = Database.class.getResourceAsStream("001.sql")) {
      first = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    sql(first.split(";\n"));
    sql(
        "PRAGMA application_id = " + Database.APPLICATION_ID,
        "PRAGMA user_version = 1",
        "INSERT INTO definitions VALUES ('5', '{}')",
        "INSERT INTO machines VALUES ('m', 'arn:m', 'EXPRESS', '5', 1700000000123, 1)");

    try (Store store = Store.open(StoreConfig.defaults(file))) {
      Instant created = Instant.ofEpochMilli(1_700_000_000_123L);
      MachineRow machine = store.machine(MachineId.ofHome("m")).orElseThrow();
      assertThat(machine.type()).isEqualTo(MachineType.EXPRESS);
      assertThat(machine.creationTime()).isEqualTo(created);
      assertThat(machine.fromFiles()).isTrue();
      assertThat(machine.revision())
          .isEqualTo(new MachineRevision(null, "5", null, MachineSettings.DEFAULTS, created));
    }
  }

  @Test
  void t38_databaseOfAnotherProgram_isRefusedAndLeftAlone() throws Exception {
    Files.createDirectories(file.getParent());
    sql("CREATE TABLE books (title TEXT)");

    refused(Reason.FOREIGN_FILE, "another program");
  }

  @Test
  void t38_applicationIdOfAnotherProgram_isRefusedAndLeftAlone() throws Exception {
    Files.createDirectories(file.getParent());
    sql("CREATE TABLE books (title TEXT)", "PRAGMA application_id = 77");

    refused(Reason.FOREIGN_FILE, "another program");
  }

  @Test
  void t38_noDatabase_isRefusedAndLeftAlone() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "These are notes, not a database. ".repeat(100));

    refused(Reason.FOREIGN_FILE, "not a database");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 0.5, 0.95})
  void t38_truncated_isRefusedAndLeftAlone(double part) throws Exception {
    Store.open(StoreConfig.defaults(file)).close();
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength((long) (raw.length() * part));
    }

    refused(Reason.DAMAGED, "restore it from a backup");
  }

  @Test
  void t38_fileThatOthersMayWrite_isRefusedAndLeftAlone() throws Exception {
    Store.open(StoreConfig.defaults(file)).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    refused(Reason.OTHER_OWNER, "chmod go-w");
  }

  @Test
  void t38_fileOfAnotherUser_isRefusedAndLeftAlone() throws Exception {
    assertThatThrownBy(() -> StoreFiles.checkOwner(0, 1000, "the file"))
        .isInstanceOfSatisfying(
            StoreOpenException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.OTHER_OWNER))
        .hasMessageContaining("run it as the owner");
  }

  @Test
  void diskWithoutSpace_isRefused() {
    assertThatThrownBy(() -> StoreFiles.checkSpace((1 << 20) - 1, "the file"))
        .isInstanceOfSatisfying(
            StoreOpenException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NO_SPACE))
        .hasMessageContaining("make space");
    StoreFiles.checkSpace(1 << 20, "the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.2", "3.7.0", "2.9.9"})
  void checkLibrary_versionThatMayLoseCommits_isRefused(String version) {
    assertThatThrownBy(() -> Database.checkLibrary(version))
        .isInstanceOfSatisfying(
            StoreOpenException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.OLD_SQLITE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.3", "3.52.0", "4.0.0"})
  void checkLibrary_laterVersion_isAccepted(String version) {
    Database.checkLibrary(version);
  }

  private void refused(Reason reason, String words) throws IOException {
    byte[] before = Files.readAllBytes(file);
    List<String> siblings = siblings();

    var refusal =
        catchThrowableOfType(
            StoreOpenException.class, () -> Store.open(StoreConfig.defaults(file)));

    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal).hasMessageContaining(words);
    assertThat(Arrays.equals(Files.readAllBytes(file), before)).isTrue();
    assertThat(siblings()).isEqualTo(siblings);
  }

  private List<String> siblings() throws IOException {
    try (var files = Files.list(file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private void sql(String... statements) throws Exception {
    String name = file.toString().replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:file:" + name);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
