package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;

/// Approvals, which are kept for ever, beyond the retention of their executions.
///
/// - `approvals`: `number`, `id`, `status` (see [ApprovalStatus]), `row_id` and `task` whose work
///   it is, `asked_ms`, `deadline_ms`, `closed_ms`, and the texts of [AskedApproval].
/// - `approval_decisions`: `approval` (the number), `issuer` and `subject` of the person, who has
///   one decision, `time_ms`, `approves` (1 for yes), `groups`, `reason`, `key`.
final class ApprovalTable {
  private static final String TIMEOUT = "States.Timeout";

  private static final String INSERT =
      """
      INSERT OR IGNORE INTO approvals (id, status, row_id, task, asked_ms, deadline_ms, activity,
        execution, execution_arn, state, question, input, requester, rule)
      VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String SELECT =
      """
      SELECT number, id, status, asked_ms, deadline_ms, closed_ms, activity, execution,
        execution_arn, state, question, input, requester, rule
      FROM approvals
      """;

  private static final String DECISIONS =
      """
      SELECT issuer, subject, time_ms, approves, groups, reason, key FROM approval_decisions
      WHERE approval = ? ORDER BY time_ms, issuer, subject
      """;

  private static final String DECIDE =
      """
      INSERT INTO approval_decisions
        (approval, issuer, subject, time_ms, approves, groups, reason, key)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String OVER =
      """
      UPDATE approvals
      SET status = iif(deadline_ms <= ?1, 3, 4), closed_ms = ?1
      WHERE status = 0 AND row_id = ?2
      """;

  private static final String DUE =
      """
      SELECT number, row_id, task FROM approvals
      WHERE status = 0 AND deadline_ms IS NOT NULL AND deadline_ms <= ?
      ORDER BY deadline_ms LIMIT ?
      """;

  /// Whose task an approval is.
  private record Due(long number, long row, TaskId task) {}

  private ApprovalTable() {}

  static void ask(Session session, long row, TaskId task, NewApproval approval)
      throws SQLException {
    AskedApproval asked = approval.asked();
    int added =
        session.update(
            INSERT,
            asked.id(),
            row,
            task.number(),
            asked.asked().toEpochMilli(),
            millis(asked.deadline()),
            asked.activity(),
            asked.execution(),
            asked.executionArn(),
            asked.state(),
            asked.question(),
            asked.input(),
            asked.requester(),
            asked.rule());
    if (added == 1) {
      OutboxTable.put(session, approval.messages());
    }
  }

  /// The task has ended: nobody can decide any more.
  static void over(Session session, long row, TaskId task, Instant now) throws SQLException {
    session.update(OVER + " AND task = ?3", now.toEpochMilli(), row, task.number());
  }

  /// The execution has ended.
  static void overAll(Session session, long row, Instant now) throws SQLException {
    session.update(OVER, now.toEpochMilli(), row);
  }

  // ---- decisions

  static Operation<Optional<Write.Decided>> decide(Write.DecideApproval decide) {
    return session -> {
      Optional<ApprovalRow> found = find(session, decide.id());
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Due due =
          session
              .first(
                  "SELECT number, row_id, task FROM approvals WHERE id = ?",
                  ApprovalTable::readDue,
                  decide.id())
              .orElseThrow();
      if (found.get().status() == ApprovalStatus.PENDING && !goesOn(session, due.row())) {
        // Whoever has stopped the execution was first.
        close(session, due, ApprovalStatus.WITHDRAWN, decide.now());
        found = find(session, decide.id());
      }
      ApprovalVerdict verdict = decide.judge().judge(found.orElseThrow());
      boolean told = apply(session, due, verdict, decide);
      return Optional.of(
          new Write.Decided(
              verdict,
              find(session, decide.id()).orElseThrow(),
              told ? new RowId(due.row()) : null));
    };
  }

  private static boolean goesOn(Session session, long row) throws SQLException {
    return session.number(
                "SELECT EXISTS (SELECT 1 FROM executions WHERE row_id = ? AND status = 0)", row)
            == 1
        && !InboxTable.isToStop(session, row);
  }

  /// @return whether the execution has a message now
  private static boolean apply(
      Session session, Due due, ApprovalVerdict verdict, Write.DecideApproval decide)
      throws SQLException {
    switch (verdict) {
      case ApprovalVerdict.Stands _ -> {
        return false;
      }
      case ApprovalVerdict.Recorded(var decision) -> {
        put(session, due, decision);
        return false;
      }
      case ApprovalVerdict.Approved(var decision, var output, var messages) -> {
        put(session, due, decision);
        close(session, due, ApprovalStatus.APPROVED, decision.time());
        OutboxTable.put(session, messages);
        return end(session, due, new Event.TaskSucceeded(due.task(), output), decide.worker());
      }
      case ApprovalVerdict.Rejected(var decision, var error, var cause, var messages) -> {
        put(session, due, decision);
        close(session, due, ApprovalStatus.REJECTED, decision.time());
        OutboxTable.put(session, messages);
        return end(session, due, new Event.TaskFailed(due.task(), error, cause), decide.worker());
      }
    }
  }

  private static void put(Session session, Due due, ApprovalDecision decision) throws SQLException {
    session.update(
        DECIDE,
        due.number(),
        decision.issuer(),
        decision.subject(),
        decision.time().toEpochMilli(),
        decision.approves(),
        decision.groups(),
        decision.reason(),
        decision.key());
  }

  private static void close(Session session, Due due, ApprovalStatus status, Instant now)
      throws SQLException {
    session.update(
        "UPDATE approvals SET status = ?, closed_ms = ? WHERE number = ?",
        status.code(),
        now.toEpochMilli(),
        due.number());
  }

  private static boolean end(Session session, Due due, Event event, WorkerId worker)
      throws SQLException {
    TokenTable.end(session, due.row(), due.task());
    return InboxTable.put(session, due.row(), event, worker);
  }

  static Operation<List<RowId>> expire(Write.ExpireApprovals expire) {
    return session -> {
      List<Due> overdue =
          session.list(DUE, ApprovalTable::readDue, expire.now().toEpochMilli(), expire.limit());
      var told = new ArrayList<RowId>();
      for (Due due : overdue) {
        close(session, due, ApprovalStatus.EXPIRED, expire.now());
        var event =
            new Event.TaskFailed(due.task(), TIMEOUT, "Nobody has decided before the deadline.");
        if (end(session, due, event, expire.worker())) {
          told.add(new RowId(due.row()));
        }
      }
      return told;
    };
  }

  // ---- reads

  static Optional<ApprovalRow> find(Session session, String id) throws SQLException {
    return session
        .first(SELECT + "WHERE id = ?", ApprovalTable::read, id)
        .map(row -> withDecisions(session, row));
  }

  /// Approvals, newest first.
  ///
  /// @param status null for all
  static List<ApprovalRow> list(
      Session session, @Nullable ApprovalStatus status, long before, int limit)
      throws SQLException {
    List<ApprovalRow> rows =
        status == null
            ? session.list(
                SELECT + "WHERE number < ? ORDER BY number DESC LIMIT ?",
                ApprovalTable::read,
                before,
                limit)
            : session.list(
                SELECT + "WHERE status = ? AND number < ? ORDER BY number DESC LIMIT ?",
                ApprovalTable::read,
                status.code(),
                before,
                limit);
    return rows.stream().map(row -> withDecisions(session, row)).toList();
  }

  /// Whether the deadline of a pending approval is over.
  static boolean isOverdue(Session session, Instant now) throws SQLException {
    return session.first(DUE, row -> row.getLong(1), now.toEpochMilli(), 1).isPresent();
  }

  private static ApprovalRow withDecisions(Session session, ApprovalRow row) {
    try {
      return new ApprovalRow(
          row.number(),
          row.asked(),
          row.status(),
          row.closed(),
          session.list(DECISIONS, ApprovalTable::readDecision, row.number()));
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static Due readDue(ResultSet row) throws SQLException {
    return new Due(row.getLong(1), row.getLong(2), new TaskId(row.getLong(3)));
  }

  private static ApprovalRow read(ResultSet row) throws SQLException {
    var asked =
        new AskedApproval(
            row.getString(2),
            row.getString(7),
            row.getString(8),
            row.getString(9),
            row.getString(10),
            row.getString(11),
            row.getString(12),
            row.getString(13),
            row.getString(14),
            Instant.ofEpochMilli(row.getLong(4)),
            moment(row, 5));
    return new ApprovalRow(
        row.getLong(1), asked, ApprovalStatus.of(row.getInt(3)), moment(row, 6), List.of());
  }

  private static ApprovalDecision readDecision(ResultSet row) throws SQLException {
    return new ApprovalDecision(
        row.getString(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        row.getBoolean(4),
        row.getString(5),
        row.getString(6),
        row.getString(7));
  }

  private static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }

  private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
