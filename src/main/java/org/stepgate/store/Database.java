package org.stepgate.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.stepgate.store.StoreOpenException.Reason;

/// Opens connections to the database, and brings its schema up to date.
///
/// `application_id` marks the file as ours; `user_version` is the number of the last migration.
/// Migrations are the resources `001.sql` and so on; a released one is never edited.
final class Database {
  /// "SGAT" in ASCII.
  static final int APPLICATION_ID = 0x53474154;

  static final int SCHEMA_VERSION = 8;

  /// The first version without the bug that loses commits when two connections write and checkpoint
  /// at once.
  private static final int MIN_SQLITE = 3_051_003;

  private static final String BUSY_TIMEOUT_MILLIS = "10000";

  private static final int LOOKS = 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /// Negative numbers are KiB. A worker has several readers, and the operating system caches too.
  private static final String WRITER_CACHE = "-4096";

  private static final String READER_CACHE = "-2048";

  private final Path file;

  Database(Path file) {
    this.file = file.toAbsolutePath();
  }

  /// Prepares file and schema; several processes may do so at once.
  ///
  /// @throws StoreOpenException when the file is none that we can use; it is left as it was
  void prepare() {
    StoreFiles.prepare(file);
    try {
      inspect();
      try (Session session = open()) {
        session.run("PRAGMA journal_mode = WAL");
        migrate(session);
      }
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /// Looks at the file without locks and without creating `-wal` and `-shm`.
  ///
  /// Without locks, a file into which another worker is just copying the log back looks damaged. A
  /// file that really is damaged still is so a moment later.
  ///
  /// @throws StoreOpenException when it is the database of another program or a newer version
  void inspect() throws SQLException {
    for (int look = 1; ; look++) {
      try (Session session = new Session(connect("?mode=ro&immutable=1", new Properties()))) {
        checkLibrary(
            session.first("SELECT sqlite_version()", row -> row.getString(1)).orElseThrow());
        if (session.number("PRAGMA page_count") > 0) {
          check(session);
        }
        return;
      } catch (SQLException e) {
        if (SqlErrors.code(e) != SQLiteErrorCode.SQLITE_CORRUPT) {
          throw e;
        }
        if (walBytes() > 0) {
          return; // Only its log makes the file whole; it is looked at again with both.
        }
        if (look == LOOKS) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  static void checkLibrary(String version) {
    int number = 0;
    for (String part : version.split("\\.", 3)) {
      number = number * 1_000 + Integer.parseInt(part);
    }
    if (number < MIN_SQLITE) {
      throw new StoreOpenException(
          Reason.OLD_SQLITE,
          "SQLite " + version + " may lose commits; use a driver with 3.51.3 or newer");
    }
  }

  /// Refuses the database of another program or a newer version, and tells the version.
  private long check(Session session) throws SQLException {
    long applicationId = session.number("PRAGMA application_id");
    long tables = session.number("SELECT COUNT(*) FROM sqlite_schema");
    if (applicationId == 0 ? tables > 0 : applicationId != APPLICATION_ID) {
      throw new StoreOpenException(
          Reason.FOREIGN_FILE,
          file + " is the database of another program; name another file for the store");
    }
    long version = session.number("PRAGMA user_version");
    if (version > SCHEMA_VERSION) {
      throw new StoreOpenException(
          Reason.NEWER_SCHEMA,
          file
              + " has schema "
              + version
              + ", this version of Stepgate knows up to "
              + SCHEMA_VERSION
              + "; install the newer version again");
    }
    return version;
  }

  /// Brings the schema up to date, in one transaction.
  ///
  /// @throws StoreOpenException when it is of another program or a newer version
  void migrate(Session session) throws SQLException {
    session.run("BEGIN IMMEDIATE");
    long version = check(session);
    for (long next = version + 1; next <= SCHEMA_VERSION; next++) {
      session.script(resource("%03d.sql".formatted(next)));
    }
    if (version < SCHEMA_VERSION) {
      session.run("PRAGMA application_id = " + APPLICATION_ID);
      session.run("PRAGMA user_version = " + SCHEMA_VERSION);
    }
    session.run("COMMIT");
  }

  /// The statements of a migration.
  static String resource(String name) {
    try (var in = Database.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("the program has no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's resource " + name + " cannot be read", e);
    }
  }

  /// A connection that may read and write, and waits for others as a reader does.
  Session open() throws SQLException {
    return session(false);
  }

  /// The connection of a writer, which waits for others by a [WriterTurn] once it is open.
  Session openWriter() throws SQLException {
    Session session = open();
    session.run("PRAGMA busy_timeout = 0");
    return session;
  }

  /// A connection that only reads.
  Session openReader() throws SQLException {
    return session(true);
  }

  /// The size of the write-ahead log. It is not opened: closing it would drop SQLite's locks.
  long walBytes() {
    try {
      return Files.size(file.resolveSibling(file.getFileName() + "-wal"));
    } catch (IOException _) {
      return 0;
    }
  }

  private Session session(boolean reader) throws SQLException {
    var settings = new Properties();
    settings.setProperty("busy_timeout", BUSY_TIMEOUT_MILLIS);
    settings.setProperty("synchronous", "FULL");
    settings.setProperty("cache_size", reader ? READER_CACHE : WRITER_CACHE);
    settings.setProperty("temp_store", "MEMORY");
    // Else the driver matches the text of each statement for an INSERT, each time.
    settings.setProperty("jdbc.get_generated_keys", "false");
    if (reader) {
      settings.setProperty("query_only", "true");
    }
    return new Session(connect("?mode=rw", settings));
  }

  private Connection connect(String parameters, Properties settings) throws SQLException {
    String path = file.toString().replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    return DriverManager.getConnection("jdbc:sqlite:file:" + path + parameters, settings);
  }

  /// What to tell the operator of an error at opening.
  StoreOpenException refused(SQLException e) {
    SQLiteErrorCode code = SqlErrors.code(e);
    return switch (code) {
      case SQLITE_NOTADB ->
          new StoreOpenException(
              Reason.FOREIGN_FILE, file + " is not a database; name another file for the store", e);
      case SQLITE_CORRUPT ->
          new StoreOpenException(
              Reason.DAMAGED, file + " is cut off or damaged; restore it from a backup", e);
      default ->
          new StoreOpenException(Reason.NOT_ACCESSIBLE, file + " cannot be opened: " + code, e);
    };
  }
}
