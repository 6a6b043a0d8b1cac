package org.stepgate.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// What a look at a database finds, beside the workers that use it. Nothing is changed: the schema
/// is not brought up to date.
///
/// @param schema its version
/// @param integrity what SQLite's quick check says, `ok` when nothing is wrong
/// @param bytes its size
/// @param walBytes the size of its write-ahead log
/// @param executions how many executions it has
/// @param running how many of them have not ended
/// @param newestStart when the newest execution was started, by the clock of then; empty when there
///   is none
public record StoreInspection(
    long schema,
    String integrity,
    long bytes,
    long walBytes,
    long executions,
    long running,
    Optional<Instant> newestStart) {
  /// The schema that this version of Stepgate writes.
  public static final long CURRENT_SCHEMA = Database.SCHEMA_VERSION;

  /// Reads the whole database once.
  ///
  /// @throws StoreOpenException when it is missing, damaged beyond reading, of another program or a
  ///   newer version, or another user's
  public static StoreInspection of(Path file) {
    Path path = file.toAbsolutePath();
    StoreFiles.check(path);
    var database = new Database(path);
    try {
      database.inspect();
      try (Session session = database.openReader()) {
        return read(session, path, database.walBytes());
      }
    } catch (SQLException e) {
      throw database.refused(e);
    }
  }

  private static StoreInspection read(Session session, Path path, long walBytes)
      throws SQLException {
    return new StoreInspection(
        session.number("PRAGMA user_version"),
        session.first("PRAGMA quick_check(1)", row -> row.getString(1)).orElse(""),
        path.toFile().length(),
        walBytes,
        session.number("SELECT count(*) FROM executions"),
        session.number("SELECT count(*) FROM executions WHERE stop_ms IS NULL"),
        newestStart(session));
  }

  private static Optional<Instant> newestStart(Session session) throws SQLException {
    Optional<RowId> newest =
        session.first(
            "SELECT row_id FROM executions ORDER BY row_id DESC LIMIT 1",
            row -> new RowId(row.getLong(1)));
    return newest.isEmpty()
        ? Optional.empty()
        : ExecutionReads.summary(session, newest.get())
            .map(found -> found.start().identity().startTime());
  }

  /// Whether a file that SQLite keeps beside a database can be used by who owns the database.
  ///
  /// @return the file that stands in the way; empty when there is none
  public static Optional<Path> foreignCompanion(Path file) {
    for (String name : new String[] {"-wal", "-shm", "-turn"}) {
      Path companion = file.resolveSibling(file.getFileName() + name);
      if (Files.exists(companion) && !StoreFiles.isOwn(companion)) {
        return Optional.of(companion);
      }
    }
    return Optional.empty();
  }
}
