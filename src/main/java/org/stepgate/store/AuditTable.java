package org.stepgate.store;

import java.sql.SQLException;
import java.util.List;
import org.stepgate.audit.ChainHead;
import org.stepgate.audit.ChainLine;

/// The chain of audit records of the whole pool.
///
/// Table `audit`, one row per transaction that has any, written as its last act, so that one chain
/// grows although several processes write:
///
/// - `last`: the number of the last record of the row.
/// - `hash`: the hash of that record.
/// - `body`: the records, one [ChainLine] each, on lines of their own.
final class AuditTable {
  private static final String HEAD = "SELECT last, hash FROM audit ORDER BY last DESC LIMIT 1";

  private static final String INSERT = "INSERT INTO audit (last, hash, body) VALUES (?, ?, ?)";

  private AuditTable() {}

  /// Adds records to the chain.
  ///
  /// @param texts of the records; none changes nothing
  static void append(Session session, List<String> texts) throws SQLException {
    if (texts.isEmpty()) {
      return;
    }
    ChainHead head = head(session);
    var body = new StringBuilder();
    for (String text : texts) {
      ChainLine line = ChainLine.after(head, text);
      body.append(body.isEmpty() ? "" : "\n").append(line);
      head = line.head();
    }
    session.update(INSERT, head.sequence(), head.hash(), body.toString());
  }

  static ChainHead head(Session session) throws SQLException {
    return session
        .first(HEAD, row -> new ChainHead(row.getLong(1), row.getString(2)))
        .orElse(ChainHead.NONE);
  }
}
