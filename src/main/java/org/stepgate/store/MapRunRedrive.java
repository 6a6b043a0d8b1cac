package org.stepgate.store;

import java.sql.SQLException;
import java.util.List;
import org.stepgate.engine.Command;
import org.stepgate.engine.ExecutionStatus;

/// Lets map runs go on that have ended without success. Tables: [MapRunTable].
///
/// Children that did not succeed get a row in `map_inputs` again, whose `earlier` is the execution
/// that they were. They count as `pending_redrive` until a worker has claimed them. A Standard
/// child then goes on as that very execution; an Express one starts anew, and takes its place when
/// it is stored.
final class MapRunRedrive {
  /// How many children one turn looks at, so that a commit stays short.
  static final int CHILDREN_AT_ONCE = 2_000;

  private static final String BEGIN =
      """
      UPDATE map_runs SET status = 5, open = 1, owner = NULL, stop_ms = NULL, error = NULL,
        cause = NULL, results_written = 0, redrives = redrives + 1, redrive_ms = ?, redrive_from = 0
      WHERE row_id = ? AND task = ? AND stop_ms IS NOT NULL
      """;

  private static final String UNSUCCESSFUL =
      """
      FROM map_children c JOIN executions e ON e.row_id = c.row_id
      WHERE c.run = ?1 AND c.child >= ?2 AND c.child < ?3 AND e.status > 1
        AND (e.start ->> '$.express' OR e.header ->> '$.resumable')
      """;

  private static final String COUNT =
      "SELECT e.status, COUNT(*), SUM(c.items) " + UNSUCCESSFUL + " GROUP BY e.status";

  private static final String MARK =
      """
      INSERT INTO map_inputs (run, child, items, owner, body, earlier)
      SELECT c.run, c.child, c.items, NULL, '', c.row_id
      """
          + UNSUCCESSFUL;

  private static final String WAITING =
      """
      SELECT e.status, COUNT(*), SUM(i.items)
      FROM map_inputs i JOIN executions e ON e.row_id = i.earlier
      WHERE i.run = ? AND i.owner IS NULL AND i.earlier IS NOT NULL GROUP BY e.status
      """;

  private static final String DROP_WAITING =
      """
      DELETE FROM map_inputs WHERE run = ? AND owner IS NULL AND earlier IS NOT NULL
      """;

  private static final String MOVE =
      """
      UPDATE map_runs SET COUNTER = COUNTER - ?1, items_COUNTER = items_COUNTER - ?2,
        pending_redrive = pending_redrive + ?1, items_pending_redrive = items_pending_redrive + ?2
      WHERE run = ?3
      """;

  private static final String CHILD_GOES_ON =
      """
      DELETE FROM map_inputs
      WHERE (run, child) IN (SELECT run, child FROM map_children WHERE row_id = ?)
      """;

  private static final String START =
      """
      UPDATE map_runs SET status = 0, owner = CASE WHEN all_read THEN NULL ELSE ? END WHERE run = ?
      """;

  private MapRunRedrive() {}

  /// How many children of a run have ended in the same way.
  private record Ended(ExecutionStatus status, long children, long items) {}

  /// The execution of a run is redriven, and with it the run.
  static void begin(Session session, long row, Command.RedriveMapRun command) throws SQLException {
    session.update(BEGIN, command.time().toEpochMilli(), row, command.run().number());
  }

  /// Puts the next children that did not succeed among those to be started.
  ///
  /// @return whether that was the last part: then the run goes on
  static boolean advance(Session session, MapRunRow run, WorkerId worker) throws SQLException {
    long id = run.id().value();
    long from = session.number("SELECT redrive_from FROM map_runs WHERE run = ?", id);
    if (from == 0) {
      giveBack(session, id);
    }
    long to = from + CHILDREN_AT_ONCE;
    for (Ended ended : counts(session, COUNT, id, from, to)) {
      move(session, id, ended, 1);
    }
    session.update(MARK, id, from, to);
    session.update("UPDATE map_runs SET redrive_from = ? WHERE run = ?", to, id);
    boolean last = to >= run.children().total();
    if (last) {
      session.update(START, worker.value(), id);
    }
    return last;
  }

  /// The run has ended: children that wait to run once more do so no longer.
  static void giveBack(Session session, long run) throws SQLException {
    for (Ended ended : counts(session, WAITING, run)) {
      move(session, run, ended, -1);
    }
    session.update(DROP_WAITING, run);
  }

  /// As the other, for all runs that have ended, of an execution or of all.
  static void giveBackEnded(Session session, String where, long parameter) throws SQLException {
    List<Long> runs =
        session.list(
            "SELECT run FROM map_runs WHERE stop_ms IS NOT NULL AND pending_redrive > 0 AND "
                + where,
            row -> row.getLong(1),
            parameter);
    for (long run : runs) {
      giveBack(session, run);
    }
  }

  private static List<Ended> counts(Session session, String sql, Object... parameters)
      throws SQLException {
    return session.list(
        sql,
        row -> new Ended(StatusCode.status(row.getInt(1)), row.getLong(2), row.getLong(3)),
        parameters);
  }

  private static void move(Session session, long run, Ended ended, int sign) throws SQLException {
    session.update(
        MOVE.replace("COUNTER", MapRunTable.counter(ended.status)),
        sign * ended.children,
        sign * ended.items,
        run);
  }

  /// An execution that may be a Standard child is redriven.
  static void childGoesOn(Session session, long row) throws SQLException {
    session.update(CHILD_GOES_ON, row);
  }

  /// An Express child is about to be stored: one that takes the place of an earlier execution,
  /// which is removed.
  static void replaceEarlier(Session session, MapChild child) throws SQLException {
    List<Long> earlier =
        session.list(
            "SELECT earlier FROM map_inputs WHERE run = ? AND child = ? AND earlier IS NOT NULL",
            row -> row.getLong(1),
            child.run().value(),
            child.number());
    for (long row : earlier) {
      Retention.forget(session, row);
    }
  }
}
