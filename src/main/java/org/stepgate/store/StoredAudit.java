package org.stepgate.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import org.stepgate.audit.ChainHead;
import org.stepgate.audit.ChainLine;
import org.stepgate.audit.StoreChain;

/// The audit records of a database that workers may use at the same time. Nothing is changed.
///
/// Threads: confined to one.
public final class StoredAudit implements StoreChain, AutoCloseable {
  private final Database database;
  private final Session session;

  private StoredAudit(Database database, Session session) {
    this.database = database;
    this.session = session;
  }

  /// Opens a database, as the user who owns it.
  ///
  /// @throws StoreOpenException when it is missing, damaged beyond reading, of another program or a
  ///   newer version, or another user's
  public static StoredAudit open(Path file) {
    Path path = file.toAbsolutePath();
    StoreFiles.check(path);
    var database = new Database(path);
    try {
      database.inspect();
      return new StoredAudit(database, database.openReader());
    } catch (SQLException e) {
      throw database.refused(e);
    }
  }

  /// {@inheritDoc} What a row says of itself must be what its records say.
  @Override
  public void forEach(Consumer<String> line) {
    try {
      if (!hasTable()) {
        return;
      }
      session.each(
          "SELECT last, hash, body FROM audit ORDER BY last",
          row -> {
            String body = row.getString(3);
            String number = row.getLong(1) + " ";
            String own = number + row.getString(2) + " ";
            int last = body.lastIndexOf('\n') + 1;
            if (body.startsWith(own, last)) {
              body.lines().forEach(line);
            } else if (body.startsWith(number, last)) {
              body.substring(0, last).lines().forEach(line);
              line.accept(own + body.substring(last)); // Its hash is another one.
            } else {
              body.lines().forEach(line);
              line.accept(own); // It does not end with the record that it says.
            }
            return true;
          });
    } catch (SQLException e) {
      throw database.refused(e);
    }
  }

  @Override
  public Optional<ChainHead> headAt(long sequence) {
    try {
      if (!hasTable()) {
        return Optional.empty();
      }
      Optional<String> body =
          session.first(
              "SELECT body FROM audit WHERE last >= ? ORDER BY last LIMIT 1",
              row -> row.getString(1),
              sequence);
      return body.flatMap(text ->
          text.lines()
              .filter(line -> line.startsWith(sequence + " "))
              .findFirst()
              .map(line -> ChainLine.parse(line).head()));
    } catch (SQLException e) {
      throw database.refused(e);
    }
  }

  /// The end of the chain.
  public ChainHead head() {
    try {
      return hasTable() ? AuditTable.head(session) : ChainHead.NONE;
    } catch (SQLException e) {
      throw database.refused(e);
    }
  }

  private boolean hasTable() throws SQLException {
    return session.number("SELECT count(*) FROM sqlite_schema WHERE name = 'audit'") == 1;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (SQLException e) {
      throw database.refused(e);
    }
  }
}
