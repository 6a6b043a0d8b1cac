package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.workflow.MachineId;

class BackupsTest {
  private static final MachineId ORDERS = MachineId.ofHome("orders");
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir Path folder;
  private Path database;
  private Path workers;
  private Path backup;

  @BeforeEach
  void choose() {
    database = folder.resolve("state/stepgate.db");
    workers = folder.resolve("state/workers");
    backup = folder.resolve("backup.db");
  }

  @Test
  void write_whileOthersWrite_hasAllThatWasAcknowledgedBefore() throws Exception {
    var acknowledged = new ConcurrentLinkedQueue<String>();
    var enough = new CountDownLatch(200);
    List<String> before;
    Backups.Contents contents;
    try (var fixture = new StoreFixture(folder)) {
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                  fixture.create("e" + i);
                  acknowledged.add("e" + i);
                  enough.countDown();
                }
              });
      enough.await();
      before = new ArrayList<>(acknowledged);
      contents = Backups.write(database, backup);
      writer.interrupt();
      writer.join();
    }

    assertThat(contents.executions()).isGreaterThanOrEqualTo(before.size());
    assertThat(contents.schema()).isEqualTo(Database.SCHEMA_VERSION);
    assertThat(contents.bytes()).isEqualTo(Files.size(backup));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    Backups.restore(folder.resolve("other/stepgate.db"), folder.resolve("w"), backup, NOW);
    try (Store copy = Store.open(StoreConfig.defaults(folder.resolve("other/stepgate.db")))) {
      assertThat(before).allSatisfy(name -> assertThat(copy.lookup(ORDERS, name)).isPresent());
    }
    assertThat(filesIn(folder)).containsExactlyInAnyOrder("state", "backup.db", "other");
  }

  @Test
  void write_ontoAFile_isRefused() throws IOException {
    make("a");
    Files.writeString(backup, "mine");

    assertThatThrownBy(() -> Backups.write(database, backup))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("exists already");
    assertThat(backup).hasContent("mine");
  }

  @Test
  void write_ofNothing_makesNothing() {
    assertThatThrownBy(() -> Backups.write(database, backup))
        .isInstanceOf(StoreOpenException.class)
        .hasMessageContaining("there is no store");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void write_intoAFolderThatIsNotThere_saysSo() {
    make("a");

    assertThatThrownBy(() -> Backups.write(database, folder.resolve("no/backup.db")))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void restore_keepsWhatWasReplaced() throws Exception {
    make("a");
    Backups.write(database, backup);
    make("b");

    Backups.Restored restored = Backups.restore(database, workers, backup, NOW);

    Path aside = database.resolveSibling("stepgate.db.replaced-20260131T120000Z");
    assertThat(restored.replaced()).contains(aside);
    assertThat(restored.contents().executions()).isEqualTo(1);
    assertThat(filesIn(database.getParent()))
        .doesNotContain("stepgate.db-wal", "stepgate.db-shm")
        .noneMatch(name -> name.contains("restoring"));
    try (Store store = Store.open(StoreConfig.defaults(database))) {
      assertThat(store.lookup(ORDERS, "a")).isPresent();
      assertThat(store.lookup(ORDERS, "b")).isEmpty();
    }
    try (Store store = Store.open(StoreConfig.defaults(aside))) {
      assertThat(store.lookup(ORDERS, "b")).isPresent();
    }
  }

  @Test
  void restore_ofAnEarlierSchema_bringsItUpToDateAndIsOnRecord() throws Exception {
    OldSchemas.restore(Path.of("test-fixtures/store/006.sql"), folder.resolve("old/backup.db"));

    Backups.Restored restored =
        Backups.restore(database, workers, folder.resolve("old/backup.db"), NOW);

    assertThat(restored.contents().schema()).isEqualTo(6);
    assertThat(StoreInspection.of(database).schema()).isEqualTo(StoreInspection.CURRENT_SCHEMA);
    try (Session session = new Database(database).openReader()) {
      assertThat(session.first("SELECT body FROM audit", row -> row.getString(1)).orElse(""))
          .contains("StoreRestored")
          .contains("backup.db");
    }
  }

  @Test
  void restore_overADamagedStore_keepsAllItsFiles() throws Exception {
    make("a");
    Backups.write(database, backup);
    Files.writeString(database, "x".repeat(4_096));
    Files.writeString(database.resolveSibling("stepgate.db-wal"), "w");

    Backups.Restored restored = Backups.restore(database, workers, backup, NOW);

    Path aside = restored.replaced().orElseThrow();
    assertThat(aside).hasSize(4_096);
    assertThat(aside.resolveSibling(aside.getFileName() + "-wal")).hasContent("w");
    try (Store store = Store.open(StoreConfig.defaults(database))) {
      assertThat(store.lookup(ORDERS, "a")).isPresent();
    }
  }

  @Test
  void restore_whileTheStoreIsOpen_isRefused() {
    make("a");
    Backups.write(database, backup);

    try (var fixture = new StoreFixture(folder)) {
      fixture.create("b");
      assertThatThrownBy(() -> Backups.restore(database, workers, backup, NOW))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("is in use");
      assertThat(fixture.store.lookup(ORDERS, "b")).isPresent();
    }
  }

  @Test
  void restore_whileAWorkerRuns_isRefused() throws Exception {
    make("a");
    Backups.write(database, backup);
    Files.createDirectories(workers);
    Path lock = workers.resolve(WorkerLock.newName());
    long pid = ProcessHandle.current().pid();
    try (WorkerLock own = WorkerLock.create(lock)) {
      own.numbers().name(pid, new ProcessTable.Linux().startTicks(pid).orElseThrow());
    }

    try (HeldFile _ = HeldFile.of(lock)) {
      assertThatThrownBy(() -> Backups.restore(database, workers, backup, NOW))
          .isInstanceOf(BackupException.class)
          .hasMessage("workers run (process " + pid + "); stop the web server first");
    }
    assertThat(Backups.restore(database, workers, backup, NOW).replaced()).isPresent();
  }

  @Test
  void restore_ofWhatIsNoGoodBackup_leavesTheStore() throws Exception {
    make("a");
    Path text = Files.writeString(folder.resolve("text"), "no database".repeat(100));
    Path foreign = folder.resolve("foreign.db");
    Path newer = folder.resolve("newer.db");
    Path damaged = folder.resolve("damaged.db");
    run(foreign, "CREATE TABLE t (a)");
    Backups.write(database, newer);
    run(newer, "PRAGMA user_version = 99");
    Backups.write(database, damaged);
    try (var file = new RandomAccessFile(damaged.toFile(), "rw")) {
      file.seek(4_096);
      file.write(new byte[8_192]);
    }

    assertRefused(text, "is not a database");
    assertRefused(foreign, "another program");
    assertRefused(newer, "has schema 99");
    assertRefused(damaged, "damaged");
    assertRefused(folder.resolve("missing"), "there is no file");
    assertRefused(Files.createFile(folder.resolve("empty")), "no backup");
    try (Store store = Store.open(StoreConfig.defaults(database))) {
      assertThat(store.lookup(ORDERS, "a")).isPresent();
    }
    assertThat(filesIn(database.getParent())).noneMatch(name -> name.contains("re"));
  }

  private void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> Backups.restore(database, workers, file, NOW))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.getFileName().toString());
  }

  private void make(String name) {
    try (var fixture = new StoreFixture(folder)) {
      fixture.create(name);
    }
  }

  private static void run(Path file, String sql) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
