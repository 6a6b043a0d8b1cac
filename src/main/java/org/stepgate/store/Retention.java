package org.stepgate.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Removes executions that ended long ago.
final class Retention {
  /// Rows that one call looks at for each that it may remove, so that it stays short where few are
  /// old enough.
  private static final int SCANNED_PER_REMOVED = 10;

  /// What was started later has not ended earlier: rows from there on are not read at all.
  private static final String SCAN =
      """
      SELECT row_id, status <> 0 AND stop_ms < ? AND NOT EXISTS (
        SELECT 1 FROM map_children c JOIN map_runs r ON r.run = c.run
        WHERE c.row_id = executions.row_id AND r.stop_ms IS NULL)
      FROM executions
      WHERE row_id > ? AND row_id < ? ORDER BY row_id LIMIT ?
      """;

  private static final String BURY =
      """
      INSERT INTO tombstones (name_hash, machine, name, fingerprint, status, removed_ms)
      SELECT name_hash, machine, name, start ->> '$.fingerprint', status, ?
      FROM executions WHERE row_id = ?
      """;

  private static final String FREE =
      """
      DELETE FROM tombstones WHERE (name_hash, machine, name) IN (
        SELECT name_hash, machine, name FROM tombstones WHERE removed_ms < ?
        ORDER BY removed_ms LIMIT ?)
      """;

  private record Candidate(long row, boolean removable) {}

  private Retention() {}

  static Operation<Write.RemovalOutcome> removeClosed(Write.RemoveClosed remove) {
    int scanLimit = Math.multiplyExact(remove.limit(), SCANNED_PER_REMOVED);
    return session -> {
      List<Candidate> candidates =
          session.list(
              SCAN,
              row -> new Candidate(row.getLong(1), row.getBoolean(2)),
              remove.endedBefore().toEpochMilli(),
              remove.after(),
              remove.endedBefore().toEpochMilli() * ExecutionTable.IDS_PER_MILLISECOND,
              scanLimit);
      int removed = 0;
      for (Candidate candidate : candidates) {
        if (candidate.removable) {
          remove(session, candidate.row, remove.now());
          removed++;
          if (removed == remove.limit()) {
            return new Write.RemovalOutcome(removed, candidate.row);
          }
        }
      }
      boolean more = candidates.size() == scanLimit;
      return new Write.RemovalOutcome(removed, more ? candidates.getLast().row : 0);
    };
  }

  private static void remove(Session session, long row, Instant now) throws SQLException {
    session.update(BURY, now.toEpochMilli(), row);
    forget(session, row);
  }

  /// Removes all of an execution but leaves its name free.
  static void forget(Session session, long row) throws SQLException {
    session.update("DELETE FROM payloads WHERE row_id = ?", row);
    session.update("DELETE FROM history WHERE row_id = ?", row);
    session.update("DELETE FROM frames WHERE row_id = ?", row);
    session.update("DELETE FROM results WHERE row_id = ?", row);
    session.update("DELETE FROM task_tokens WHERE row_id = ?", row);
    MapRunTable.remove(session, row);
    session.update("DELETE FROM executions WHERE row_id = ?", row);
  }

  static Operation<Integer> removeTombstones(Write.RemoveTombstones remove) {
    return session -> session.update(FREE, remove.removedBefore().toEpochMilli(), remove.limit());
  }
}
