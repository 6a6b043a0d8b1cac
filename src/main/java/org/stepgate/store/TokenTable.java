package org.stepgate.store;

import java.sql.SQLException;
import java.util.Optional;
import org.stepgate.digest.Sha256;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;

/// Task tokens.
///
/// Table `task_tokens`: `hash` (SHA-256 of the token, in hexadecimal: what reads the file finds no
/// token in the index), `row_id` and `task` whose it is, `ended` (1 once its task has ended or its
/// end was accepted). Kept as long as the execution, so that a late caller learns that it is late.
final class TokenTable {
  private static final String SELECT =
      """
      SELECT task_tokens.row_id, task, ended, start ->> '$.arn'
      FROM task_tokens JOIN executions ON executions.row_id = task_tokens.row_id
      WHERE hash = ?
      """;

  private record Found(long row, TaskId task, boolean ended, String arn) {}

  private TokenTable() {}

  static String hash(String token) {
    return Sha256.hex(token);
  }

  static void put(Session session, long row, TaskId task, String token) throws SQLException {
    session.update(
        "INSERT INTO task_tokens (hash, row_id, task, ended) VALUES (?, ?, ?, 0)",
        hash(token),
        row,
        task.number());
  }

  static void end(Session session, long row, TaskId task) throws SQLException {
    session.update(
        "UPDATE task_tokens SET ended = 1 WHERE row_id = ? AND task = ?", row, task.number());
  }

  static void endAll(Session session, long row) throws SQLException {
    session.update("UPDATE task_tokens SET ended = 1 WHERE row_id = ? AND ended = 0", row);
  }

  private static Optional<Found> find(Session session, String account, String hash)
      throws SQLException {
    return session
        .first(
            SELECT,
            row ->
                new Found(
                    row.getLong(1),
                    new TaskId(row.getLong(2)),
                    row.getBoolean(3),
                    row.getString(4)),
            hash)
        .filter(found -> account.equals(account(found.arn())));
  }

  static Write.SendOutcome look(Session session, String account, String token) throws SQLException {
    Optional<Found> found = find(session, account, hash(token));
    if (found.isEmpty()) {
      return new Write.SendOutcome.NoSuchToken();
    }
    return found.get().ended()
        ? new Write.SendOutcome.Ended()
        : new Write.SendOutcome.Sent(new RowId(found.get().row()));
  }

  static Operation<Write.SendOutcome> send(Write.SendToTask send) {
    String hash = hash(send.token());
    return session -> {
      Optional<Found> found = find(session, send.account(), hash);
      if (found.isEmpty()) {
        return new Write.SendOutcome.NoSuchToken();
      }
      Found token = found.get();
      Event event = send.what().of(token.task());
      if (token.ended()
          || InboxTable.isToStop(session, token.row())
          || !InboxTable.put(session, token.row(), event, send.worker())) {
        return new Write.SendOutcome.Ended();
      }
      if (EventForm.ended(event) != null) {
        end(session, token.row(), token.task());
      }
      return new Write.SendOutcome.Sent(new RowId(token.row()));
    };
  }

  /// The account that an ARN names, the empty text when it names none.
  private static String account(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 ? parts[4] : "";
  }
}
