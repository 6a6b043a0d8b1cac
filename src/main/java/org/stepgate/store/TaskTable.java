package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.stepgate.engine.TaskId;

/// Tasks that are to be carried out or are being carried out.
///
/// Table `tasks`: `row_id`, `task` (its number), `owner` (a row of `workers`), `body` (see
/// [Forms]), `process` (text of the process group, or NULL).
final class TaskTable {
  private static final String PUT =
      """
      INSERT INTO tasks (row_id, task, owner, body, process) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET owner = excluded.owner, body = excluded.body,
        process = excluded.process
      """;

  private static final String SELECT =
      """
      SELECT row_id, task, owner, body, process FROM tasks
      """;

  private TaskTable() {}

  static void put(Session session, long row, TaskRow task, String body) throws SQLException {
    session.update(
        PUT, row, task.command().task().number(), task.owner().value(), body, task.process());
  }

  static Operation<Boolean> recordProcess(Write.RecordProcess record) {
    return session ->
        session.update(
                "UPDATE tasks SET process = ? WHERE row_id = ? AND task = ? AND owner = ?",
                record.process(),
                record.task().row().value(),
                record.task().task().number(),
                record.worker().value())
            == 1;
  }

  /// Gives the tasks of a worker to another, and tells which they are.
  static List<TaskKey> inherit(Session session, WorkerId gone, WorkerId heir) throws SQLException {
    List<TaskKey> tasks =
        session.list(
            "SELECT row_id, task FROM tasks WHERE owner = ?",
            row -> new TaskKey(new RowId(row.getLong(1)), new TaskId(row.getLong(2))),
            gone.value());
    session.update("UPDATE tasks SET owner = ? WHERE owner = ?", heir.value(), gone.value());
    return tasks;
  }

  /// Whether a call is still to be made, or is being made.
  static boolean exists(Session session, RowId row, TaskId task) throws SQLException {
    return session.number(
            "SELECT EXISTS (SELECT 1 FROM tasks WHERE row_id = ? AND task = ?)",
            row.value(),
            task.number())
        == 1;
  }

  static Optional<StoredTask> task(Session session, TaskKey key) throws SQLException {
    return session.first(
        SELECT + "WHERE row_id = ? AND task = ?",
        result -> read(session, result),
        key.row().value(),
        key.task().number());
  }

  static List<StoredTask> ofExecution(Session session, RowId row) throws SQLException {
    return session.list(
        SELECT + "WHERE row_id = ? ORDER BY task", result -> read(session, result), row.value());
  }

  static List<StoredTask> ofWorker(Session session, WorkerId worker) throws SQLException {
    return session.list(
        SELECT + "WHERE owner = ? ORDER BY row_id, task",
        result -> read(session, result),
        worker.value());
  }

  private static StoredTask read(Session session, ResultSet result) throws SQLException {
    long row = result.getLong(1);
    var command =
        Forms.readTask(
            new TaskId(result.getLong(2)), result.getString(4), PayloadForm.finder(session, row));
    return new StoredTask(
        new RowId(row), new TaskRow(command, new WorkerId(result.getLong(3)), result.getString(5)));
  }
}
