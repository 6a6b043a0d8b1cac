package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Workers.
///
/// Table `workers`: `worker` (its number, never used again), `pid`, `start_ticks`, `boot_id`,
/// `lock_name`, see [WorkerRow].
final class WorkerTable {
  private static final String SELECT =
      """
      SELECT worker, pid, start_ticks, boot_id, lock_name FROM workers
      """;

  private static final String INSERT =
      """
      INSERT INTO workers (pid, start_ticks, boot_id, lock_name) VALUES (?, ?, ?, ?)
      """;

  private static final String CONTINUED =
      """
      SELECT row_id FROM executions WHERE continued_by = ? ORDER BY row_id
      """;

  private WorkerTable() {}

  static Operation<WorkerId> register(Write.RegisterWorker register) {
    return session -> {
      session.update(
          INSERT, register.pid(), register.startTicks(), register.bootId(), register.lockName());
      return new WorkerId(session.number("SELECT last_insert_rowid()"));
    };
  }

  static Operation<Write.RetireOutcome> retire(Write.RetireWorker retire) {
    return session -> {
      Optional<WorkerRow> gone = worker(session, retire.gone());
      if (gone.isEmpty()) {
        return new Write.RetireOutcome.NotThere();
      }
      boolean otherBoot = !gone.get().bootId().equals(retire.bootId());
      TimerTable.inherit(session, retire, otherBoot);
      List<TaskKey> tasks = TaskTable.inherit(session, retire.gone(), retire.heir());
      List<RowId> continuations =
          session.list(CONTINUED, row -> new RowId(row.getLong(1)), retire.gone().value());
      session.update(
          "UPDATE executions SET continued_by = ? WHERE continued_by = ?",
          retire.heir().value(),
          retire.gone().value());
      session.update("DELETE FROM workers WHERE worker = ?", retire.gone().value());
      MapRunTable.inherit(session, retire.gone(), retire.heir());
      List<RowId> inboxes = InboxTable.inherit(session, retire.gone(), retire.heir());
      return new Write.RetireOutcome.Retired(tasks, continuations, inboxes);
    };
  }

  static List<WorkerRow> workers(Session session) throws SQLException {
    return session.list(SELECT + "ORDER BY worker", WorkerTable::read);
  }

  private static Optional<WorkerRow> worker(Session session, WorkerId worker) throws SQLException {
    return session.first(SELECT + "WHERE worker = ?", WorkerTable::read, worker.value());
  }

  private static WorkerRow read(ResultSet row) throws SQLException {
    return new WorkerRow(
        new WorkerId(row.getLong(1)),
        row.getLong(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5));
  }
}
