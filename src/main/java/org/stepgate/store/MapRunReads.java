package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.ExecutionCodec;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.MapRunPlan;
import org.stepgate.engine.TaskId;
import org.stepgate.workflow.MapRunCounts;

/// Reads map runs and their children. What is written where: [MapRunTable].
final class MapRunReads {
  private static final String SELECT =
      """
      SELECT run, row_id, task, status, owner, arn, sha256, start_ms, stop_ms, error, cause,
        max_concurrency, tolerated_count, tolerated_percentage, all_read, results_written,
        children, running, succeeded, failed, timed_out, aborted,
        not_redrivable, pending_redrive,
        items, items_running, items_succeeded, items_failed, items_timed_out, items_aborted,
        items_not_redrivable, items_pending_redrive, redrives, redrive_ms
      FROM map_runs
      """;

  private static final String CHILDREN =
      """
      SELECT c.child, c.row_id, c.items FROM map_children c
      JOIN executions e ON e.row_id = c.row_id
      WHERE c.run = ?
      """;

  private MapRunReads() {}

  static Optional<MapRunRow> row(Session session, MapRunId run) throws SQLException {
    return session.first(SELECT + "WHERE run = ?", MapRunReads::read, run.value());
  }

  static Optional<MapRunRow> byArn(Session session, String arn) throws SQLException {
    return session.first(SELECT + "WHERE arn = ?", MapRunReads::read, arn);
  }

  /// What a run does. Reads all that it refers to.
  static Optional<MapRunPlan> plan(Session session, MapRunId run) throws SQLException {
    return session.first(
        "SELECT plan, row_id FROM map_runs WHERE run = ?",
        row ->
            ExecutionCodec.readPlan(row.getString(1), PayloadForm.finder(session, row.getLong(2))),
        run.value());
  }

  /// The run that an execution waits for under that id.
  static Optional<MapRunRow> of(Session session, RowId parent, TaskId task) throws SQLException {
    return session.first(
        SELECT + "WHERE row_id = ? AND task = ?", MapRunReads::read, parent.value(), task.number());
  }

  /// Runs of an execution, newest first.
  ///
  /// @param before only those with a smaller number
  static List<MapRunRow> ofExecution(Session session, RowId parent, long before, int limit)
      throws SQLException {
    return session.list(
        SELECT + "WHERE row_id = ? AND run < ? ORDER BY run DESC LIMIT ?",
        MapRunReads::read,
        parent.value(),
        before,
        limit);
  }

  /// The runs for which a worker has something to do that it may not know of: children to start or
  /// to stop, items to read, or an end to make.
  static List<MapRunId> withWork(Session session, WorkerId worker) throws SQLException {
    return session.list(
        """
        SELECT run FROM map_runs WHERE open = 1 AND (
          owner = ?1 OR status > 0
          OR (all_read AND running = 0 AND owner IS NULL)
          OR (children > running + succeeded + failed + timed_out + aborted
            AND (max_concurrency = 0 OR running < max_concurrency) AND running < ?2))
        """,
        row -> new MapRunId(row.getLong(1)),
        worker.value(),
        MapRunTable.CHILDREN_AT_ONCE);
  }

  /// Which child of which run an execution is.
  static Optional<MapChild> child(Session session, long row) throws SQLException {
    return session.first(
        "SELECT run, child, items FROM map_children WHERE row_id = ?",
        result ->
            new MapChild(new MapRunId(result.getLong(1)), result.getLong(2), result.getLong(3)),
        row);
  }

  /// Children with their executions, without frames, by number.
  ///
  /// @param from the first number, the highest when `down`
  /// @param status only those of this status; null for all
  static List<StoredMapChild> children(
      Session session,
      MapRunId run,
      long from,
      boolean down,
      @Nullable ExecutionStatus status,
      int limit)
      throws SQLException {
    var sql = new StringBuilder(CHILDREN);
    var parameters = new ArrayList<@Nullable Object>();
    parameters.add(run.value());
    sql.append(down ? " AND c.child <= ?" : " AND c.child >= ?");
    parameters.add(from);
    if (status != null) {
      sql.append(" AND e.status = ?");
      parameters.add(StatusCode.of(status));
    }
    sql.append(down ? " ORDER BY c.child DESC LIMIT ?" : " ORDER BY c.child LIMIT ?");
    parameters.add(limit);
    record Found(MapChild child, long row) {}
    List<Found> found =
        session.list(
            sql.toString(),
            row -> new Found(new MapChild(run, row.getLong(1), row.getLong(3)), row.getLong(2)),
            parameters.toArray());
    var children = new ArrayList<StoredMapChild>(found.size());
    for (Found each : found) {
      Optional<StoredExecution> execution = ExecutionReads.summary(session, new RowId(each.row));
      execution.ifPresent(known -> children.add(new StoredMapChild(each.child, known)));
    }
    return children;
  }

  /// Inputs of children that were never started, by number.
  static List<MapInput> pending(Session session, MapRunId run, long from, int limit)
      throws SQLException {
    return session.list(
        "SELECT child, items, body FROM map_inputs WHERE run = ? AND child >= ?"
            + " AND earlier IS NULL ORDER BY child LIMIT ?",
        row -> new MapInput(row.getLong(1), row.getLong(2), row.getString(3)),
        run.value(),
        from,
        limit);
  }

  private static MapRunRow read(ResultSet row) throws SQLException {
    RowId parent = new RowId(row.getLong(2));
    String error = row.getString(10);
    long written = row.getLong(16);
    return new MapRunRow(
        new MapRunId(row.getLong(1)),
        parent,
        new TaskId(row.getLong(3)),
        row.getString(6),
        row.getString(7),
        MapRunRow.Stage.of(row.getInt(4)),
        row.getBoolean(15),
        row.getObject(5) == null ? null : new WorkerId(row.getLong(5)),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getObject(9) == null ? null : Instant.ofEpochMilli(row.getLong(9)),
        new MapRunRow.Limits(
            row.getInt(12),
            row.getObject(13) == null ? null : row.getLong(13),
            row.getObject(14) == null ? null : row.getDouble(14)),
        counts(row, 25, written),
        counts(row, 17, written),
        error == null ? null : new MapRunRow.Reason(error, row.getString(11)),
        row.getInt(33),
        row.getObject(34) == null ? null : Instant.ofEpochMilli(row.getLong(34)));
  }

  /// The eight counters that begin at a column: the total, running, succeeded, failed, timed out,
  /// aborted, not redrivable, pending redrive.
  private static MapRunCounts counts(ResultSet row, int first, long written) throws SQLException {
    long total = row.getLong(first);
    long running = row.getLong(first + 1);
    long succeeded = row.getLong(first + 2);
    long failed = row.getLong(first + 3);
    long timedOut = row.getLong(first + 4);
    long aborted = row.getLong(first + 5);
    long again = row.getLong(first + 7);
    return new MapRunCounts(
        total - running - succeeded - failed - timedOut - aborted - again,
        running,
        succeeded,
        failed,
        timedOut,
        aborted,
        total,
        written > 0 ? total : 0,
        row.getLong(first + 6),
        again);
  }
}
