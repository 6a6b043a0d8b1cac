package org.stepgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of map runs when a worker dies.
final class MapRunTableTest {
  private static final int ABORTED = MapRunRow.Stage.ABORTED.code();
  private static final int RUNNING = MapRunRow.Stage.RUNNING.code();

  @TempDir Path folder;
  private StoreFixture fixture;
  private WorkerId gone;
  private WorkerId heir;

  @BeforeEach
  void open() {
    fixture = new StoreFixture(folder);
    gone = fixture.worker();
    heir = fixture.worker();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /// A run with two children that the dead worker has claimed and not stored.
  private void run(int status, String stopMillis, int running) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + fixture.config.file());
        var sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 10000");
      sql.execute(
          """
          INSERT INTO map_runs (run, arn, row_id, task, status, open, plan, start_ms, stop_ms,
            max_concurrency, all_read, children, running, items, items_running)
          VALUES (1, 'a', 7, 1, %d, 1, '{}', 0, %s, 0, 1, 3, %d, 3, %d)
          """
              .formatted(status, stopMillis, running, running));
      for (int child = 0; child < 2; child++) {
        sql.execute(
            "INSERT INTO map_inputs (run, child, items, owner, body) VALUES (1, %d, 1, %d, '')"
                .formatted(child, gone.value()));
      }
    }
  }

  @Test
  void retire_hadAllChildrenOfARunThatHasEnded_nothingIsLeftToDo() throws SQLException {
    run(ABORTED, "5", 2);

    fixture.retire(gone, heir);

    assertThat(fixture.store.mapRunsWithWork(heir)).isEmpty();
  }

  @Test
  void retire_anotherChildRunsElsewhere_itIsStillToBeStopped() throws SQLException {
    run(ABORTED, "5", 3);

    fixture.retire(gone, heir);

    assertThat(fixture.store.mapRunsWithWork(heir)).containsExactly(new MapRunId(1));
  }

  @Test
  void retire_runGoesOn_itsChildrenAreToBeStarted() throws SQLException {
    run(RUNNING, "NULL", 2);

    fixture.retire(gone, heir);

    assertThat(fixture.store.mapRunsWithWork(heir)).containsExactly(new MapRunId(1));
  }
}
