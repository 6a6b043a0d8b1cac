package org.stepgate.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;

/// Messages for executions.
///
/// A message is taken in by the very commit that stores what it changed, so it is applied once; and
/// a commit that would end a task otherwise than an unread message says is refused, so what was
/// accepted is not lost.
///
/// Table `inbox`: `message` (its number), `row_id`, `task` (the task that it ends, or NULL),
/// `owner` (the worker that has to bring it), `body` (see [EventForm]).
///
/// Table `children`: `row_id` and `task` of a parent that waits, `child` (the row of the child).
final class InboxTable {
  private static final String INSERT =
      """
      INSERT INTO inbox (row_id, task, owner, body)
      SELECT row_id, ?2, ?3, ?4 FROM executions WHERE row_id = ?1 AND status = 0
      """;

  private static final String INHERITED =
      """
      SELECT DISTINCT row_id FROM inbox WHERE owner = ? ORDER BY row_id
      """;

  private InboxTable() {}

  /// Puts a message into the inbox of an execution that runs.
  ///
  /// @return false when it does not run any more; nothing is stored then
  static boolean put(Session session, long row, Event event, WorkerId owner) throws SQLException {
    @Nullable TaskId ended = EventForm.ended(event);
    return session.update(
            INSERT,
            row,
            ended == null ? null : ended.number(),
            owner.value(),
            EventForm.write(event))
        == 1;
  }

  /// Whether an execution has been told to stop, and has not read it: nothing that is sent to its
  /// tasks afterwards can count.
  static boolean isToStop(Session session, long row) throws SQLException {
    return session.number(
            """
            SELECT EXISTS (SELECT 1 FROM inbox
              WHERE row_id = ? AND body ->> '$.type' = 'StopRequested')
            """,
            row)
        == 1;
  }

  static List<InboxMessage> of(Session session, RowId row) throws SQLException {
    return session.list(
        "SELECT message, body FROM inbox WHERE row_id = ? ORDER BY message",
        result -> new InboxMessage(result.getLong(1), EventForm.read(result.getString(2))),
        row.value());
  }

  /// Whether a message says how the task has ended that is not among those taken.
  static boolean isUnread(Session session, long row, TaskId task, List<Long> taken)
      throws SQLException {
    List<Long> messages =
        session.list(
            "SELECT message FROM inbox WHERE row_id = ? AND task = ?",
            result -> result.getLong(1),
            row,
            task.number());
    return !taken.containsAll(messages);
  }

  static void remove(Session session, List<Long> messages) throws SQLException {
    for (long message : messages) {
      session.update("DELETE FROM inbox WHERE message = ?", message);
    }
  }

  static Operation<Boolean> drop(Write.DropMessages drop) {
    return session -> {
      remove(session, drop.messages());
      return true;
    };
  }

  /// Gives the messages of a worker to another, and tells whose they are.
  static List<RowId> inherit(Session session, WorkerId gone, WorkerId heir) throws SQLException {
    List<RowId> rows =
        session.list(INHERITED, result -> new RowId(result.getLong(1)), gone.value());
    session.update("UPDATE inbox SET owner = ? WHERE owner = ?", heir.value(), gone.value());
    return rows;
  }

  // ---- children

  static void addChild(Session session, ParentTask parent, long child) throws SQLException {
    session.update(
        "INSERT INTO children (row_id, task, child) VALUES (?, ?, ?)",
        parent.row().value(),
        parent.task().number(),
        child);
  }

  /// Stops the children that a task waited for, as far as they run, and tells which.
  static List<RowId> stopChildren(Session session, long row, TaskId task, WorkerId owner)
      throws SQLException {
    List<RowId> children =
        session.list(
            "SELECT child FROM children WHERE row_id = ? AND task = ?",
            result -> new RowId(result.getLong(1)),
            row,
            task.number());
    session.update("DELETE FROM children WHERE row_id = ? AND task = ?", row, task.number());
    return stopped(session, children, owner);
  }

  /// Stops all children of an execution that has ended, as far as they run, and tells which.
  static List<RowId> stopChildren(Session session, long row, WorkerId owner) throws SQLException {
    List<RowId> children =
        session.list(
            "SELECT child FROM children WHERE row_id = ?",
            result -> new RowId(result.getLong(1)),
            row);
    if (!children.isEmpty()) {
      session.update("DELETE FROM children WHERE row_id = ?", row);
    }
    return stopped(session, children, owner);
  }

  private static List<RowId> stopped(Session session, List<RowId> children, WorkerId owner)
      throws SQLException {
    var stopped = new ArrayList<RowId>(children.size());
    for (RowId child : children) {
      if (put(session, child.value(), new Event.StopRequested(null, null), owner)) {
        stopped.add(child);
      }
    }
    return stopped;
  }
}
