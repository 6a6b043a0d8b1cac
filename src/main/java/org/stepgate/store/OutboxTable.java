package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Messages that are to leave the pool, each stored with what it tells of.
///
/// - `outbox`: `message` (its number), `id`, `target` and `body` (see [OutgoingMessage]),
///   `created_ms`, `due_ms` (when it is tried next; while it is claimed, when the claim ends),
///   `attempts` (how often it was tried), `owner` (the worker that tries it now, or NULL; its claim
///   ends at once when the worker is not registered any more). A row goes when its message was
///   delivered or given up.
/// - `disabled_targets`: `address` to which nothing is sent any more, `since_ms`.
final class OutboxTable {
  /// How long a worker may take: longer than any delivery.
  private static final Duration CLAIM = Duration.ofMinutes(15);

  private static final String INSERT =
      """
      INSERT INTO outbox (id, target, body, created_ms, due_ms, attempts)
      VALUES (?1, ?2, ?3, ?4, ?4, 0)
      """;

  private static final String FREE =
      """
      (due_ms <= ? OR (owner IS NOT NULL AND owner NOT IN (SELECT worker FROM workers)))
      """;

  private static final String DUE =
      """
      SELECT message, id, target, body, created_ms, attempts FROM outbox
      WHERE
      """
          + FREE
          + " ORDER BY due_ms LIMIT ?";

  private OutboxTable() {}

  static void put(Session session, List<OutgoingMessage> messages) throws SQLException {
    for (OutgoingMessage message : messages) {
      session.update(
          INSERT, message.id(), message.target(), message.body(), message.created().toEpochMilli());
    }
  }

  static boolean hasDue(Session session, Instant now) throws SQLException {
    return session.number(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE " + FREE + ")", now.toEpochMilli())
        == 1;
  }

  static Operation<List<QueuedMessage>> claim(Write.ClaimMessages claim) {
    return session -> {
      List<QueuedMessage> due =
          session.list(DUE, OutboxTable::read, claim.now().toEpochMilli(), claim.limit());
      for (QueuedMessage each : due) {
        session.update(
            "UPDATE outbox SET owner = ?, due_ms = ? WHERE message = ?",
            claim.worker().value(),
            claim.now().plus(CLAIM).toEpochMilli(),
            each.number());
      }
      return due;
    };
  }

  static Operation<Boolean> settle(Write.SettleMessage settle) {
    Instant again = settle.again();
    return session -> {
      if (again == null) {
        return session.update("DELETE FROM outbox WHERE message = ?", settle.number()) == 1;
      }
      return session.update(
              """
              UPDATE outbox SET owner = NULL, attempts = attempts + 1, due_ms = ?
              WHERE message = ?
              """,
              again.toEpochMilli(),
              settle.number())
          == 1;
    };
  }

  static Operation<Boolean> disable(Write.DisableTarget disable) {
    return session ->
        session.update(
                "INSERT OR IGNORE INTO disabled_targets (address, since_ms) VALUES (?, ?)",
                disable.address(),
                disable.now().toEpochMilli())
            == 1;
  }

  static boolean isDisabled(Session session, String address) throws SQLException {
    return session.number(
            "SELECT EXISTS (SELECT 1 FROM disabled_targets WHERE address = ?)", address)
        == 1;
  }

  private static QueuedMessage read(ResultSet row) throws SQLException {
    return new QueuedMessage(
        row.getLong(1),
        new OutgoingMessage(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            Instant.ofEpochMilli(row.getLong(5))),
        row.getInt(6));
  }
}
