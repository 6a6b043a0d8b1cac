package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.stepgate.http.LogCapture;
import org.stepgate.workflow.BackendException;

/// How writes share commits, what happens past the limits, and after errors of the disk.
class GroupCommitTest {
  private static final int LIMIT = 3;

  @TempDir Path folder;

  @Test
  void write_queueFull_refusesAndCarriesOutTheRest() {
    var turn = new GatedTurn();
    try (Store store = open(turn)) {
      var first = store.write(Samples.smallWrite());
      turn.awaitBegin();
      var queued = new ArrayList<CompletableFuture<Boolean>>();
      for (int i = 0; i < LIMIT; i++) {
        queued.add(store.write(Samples.smallWrite()));
      }

      var refused = store.write(Samples.smallWrite());

      assertThatThrownBy(refused::join).hasCauseInstanceOf(StoreFullException.class);
      assertThat(first).isNotDone();
      turn.open();
      first.join();
      queued.forEach(CompletableFuture::join);
      assertThat(turn.begins).describedAs("what waited for the turn shares it").hasValue(1);
    }
  }

  @Test
  void write_diskFull_failsAndGoesOn() {
    var turn = new FailingTurn(SQLiteErrorCode.SQLITE_FULL);
    try (Store store = open(turn)) {
      assertThatThrownBy(() -> store.write(Samples.smallWrite()).join())
          .hasRootCauseInstanceOf(SQLException.class)
          .cause()
          .isInstanceOfSatisfying(
              BackendException.class,
              failure -> {
                assertThat(failure.retryable()).isTrue();
                assertThat(failure).hasMessageContaining("full");
              });

      assertThat(store.write(Samples.smallWrite()).join()).isFalse();
    }
  }

  @Test
  void write_diskFullForLong_isToldOfOnceAndWhenItIsOver() {
    var turn = new FailingTurn(SQLiteErrorCode.SQLITE_FULL, 3);
    try (Store store = open(turn);
        var log = LogCapture.begin()) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> store.write(Samples.smallWrite()).join())
            .hasRootCauseInstanceOf(SQLException.class);
      }
      store.write(Samples.smallWrite()).join();

      assertThat(log.lines())
          .filteredOn(line -> line.startsWith("store.commit"))
          .satisfiesExactly(
              line -> assertThat(line).startsWith("store.commit_failed writes=1"),
              line -> assertThat(line).isEqualTo("store.commits_again failed=3"));
    }
  }

  @Test
  void write_damagedStore_isNotWorthRetrying() {
    var turn = new FailingTurn(SQLiteErrorCode.SQLITE_CORRUPT);
    try (Store store = open(turn)) {
      assertThatThrownBy(() -> store.write(Samples.smallWrite()).join())
          .cause()
          .isInstanceOfSatisfying(
              BackendException.class, failure -> assertThat(failure.retryable()).isFalse());
    }
  }

  @Test
  void begin_otherWriterForLongerThanThePatience_isABackendFailure() throws Exception {
    var config = StoreConfig.defaults(folder.resolve("state/stepgate.db"));
    try (Store store = Store.open(config, new BackoffTurn(Duration.ofMillis(1)));
        Session other = new Database(config.file()).openWriter()) {
      other.run("BEGIN IMMEDIATE");

      assertThatThrownBy(() -> store.write(Samples.smallWrite()).join())
          .cause()
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("another process");

      other.run("ROLLBACK");
      assertThat(store.write(Samples.smallWrite()).join()).isFalse();
    }
  }

  @Test
  void close_queuedWrites_areCarriedOut() {
    var turn = new GatedTurn();
    CompletableFuture<Boolean> last;
    try (Store store = open(turn)) {
      var _ = store.write(Samples.smallWrite());
      turn.awaitBegin();
      last = store.write(Samples.smallWrite());
      turn.open();
    }
    assertThat(last).isCompletedWithValue(false);
  }

  @Test
  @Timeout(60)
  void truncateWal_noWritesAfterTheReaderHasGone_isDoneAllTheSame() throws Exception {
    var file = folder.resolve("state/stepgate.db");
    var config = new StoreConfig(file, 1_000, 1, 1, 10, 1 << 20, Duration.ofSeconds(10));
    try (var store = Store.open(config);
        Session reader = new Database(file).openReader()) {
      reader.run("BEGIN");
      reader.number("SELECT COUNT(*) FROM executions");
      var text = Samples.inline("\"" + "z".repeat(100_000) + "\"");
      for (int i = 0; i < 130; i++) {
        var start = Samples.execution("orders", "n" + i, Samples.START, text);
        store.write(creation(start)).join();
      }
      assertThat(new Database(file).walBytes()).isGreaterThan(10 << 20);

      reader.run("COMMIT");

      // The writer looks after a second without work.
      while (new Database(file).walBytes() > 1 << 20) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(reader.number("SELECT COUNT(*) FROM executions")).isEqualTo(130);
    }
  }

  @Test
  void truncateWal_logAboveTheLimit_isCutOffAndNothingLost() throws Exception {
    var file = folder.resolve("state/stepgate.db");
    var config = new StoreConfig(file, 1_000, 1, 1, 10, 1 << 20, Duration.ofSeconds(10));
    try (var store = Store.open(config);
        Session reader = new Database(file).openReader()) {
      // A reader that stays keeps SQLite from beginning the log anew.
      reader.run("BEGIN");
      reader.number("SELECT COUNT(*) FROM executions");
      var text = Samples.inline("\"" + "z".repeat(100_000) + "\"");
      for (int i = 0; i < 70; i++) {
        var start = Samples.execution("orders", "n" + i, Samples.START, text);
        store.write(creation(start)).join();
      }
      reader.run("COMMIT");
      for (int i = 70; i < 200; i++) {
        var start = Samples.execution("orders", "n" + i, Samples.START, Samples.inline("1"));
        store.write(creation(start)).join();
      }

      assertThat(new Database(file).walBytes()).isLessThan(2 << 20);
      assertThat(reader.number("SELECT COUNT(*) FROM executions")).isEqualTo(200);
    }
  }

  private static Write.Create creation(NewExecution start) {
    return new Write.Create(start, Samples.running(1, 1), List.of(), List.of(), Samples.WORKER);
  }

  private Store open(WriterTurn turn) {
    var file = folder.resolve("state/stepgate.db");
    var config = new StoreConfig(file, LIMIT, 100, 1, 10, 64L << 20, Duration.ofSeconds(10));
    return Store.open(config, turn);
  }

  /// Lets the first transaction begin only once it is opened.
  private static final class GatedTurn implements WriterTurn {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger begins = new AtomicInteger();

    void awaitBegin() {
      await(begun);
    }

    void open() {
      gate.countDown();
    }

    @Override
    public void begin(Session session) throws SQLException {
      begins.incrementAndGet();
      begun.countDown();
      await(gate);
      session.run("BEGIN IMMEDIATE");
    }

    @Override
    public void ended() {}

    @Override
    public void close() {}

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Fails a few times.
  private static final class FailingTurn implements WriterTurn {
    private final SQLiteErrorCode code;
    private int left;

    FailingTurn(SQLiteErrorCode code) {
      this(code, 1);
    }

    FailingTurn(SQLiteErrorCode code, int times) {
      this.code = code;
      this.left = times;
    }

    @Override
    public void begin(Session session) throws SQLException {
      if (left > 0) {
        left--;
        throw new SQLException("injected", null, code.code);
      }
      session.run("BEGIN IMMEDIATE");
    }

    @Override
    public void ended() {}

    @Override
    public void close() {}
  }
}
