package org.stepgate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Cause;

/// Copies a database while workers use it, and puts a copy in its place while none does.
///
/// Every operation is for the user who owns the database, and refuses others: what they left behind
/// would stop the workers.
public final class Backups {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /// What SQLite keeps beside a database.
  private static final List<String> COMPANIONS = List.of("-wal", "-shm");

  private Backups() {}

  /// What a copy holds.
  ///
  /// @param bytes its size
  /// @param schema its schema version
  /// @param executions how many executions it has
  public record Contents(long bytes, long schema, long executions) {}

  /// What [#restore] did.
  ///
  /// @param contents what was put back
  /// @param replaced where the database that was replaced is now; empty when there was none
  public record Restored(Contents contents, Optional<Path> replaced) {}

  /// Writes a copy of a database in use: everything that was committed before this began, and
  /// nothing by halves. Workers go on reading and writing. The copy is on the disk when this
  /// returns, checked, and appears under its name only then.
  ///
  /// @param target a file that does not exist; it gets mode 0600
  /// @throws BackupException when the copy cannot be written
  /// @throws StoreOpenException when the database is missing, damaged or another user's
  public static Contents write(Path database, Path target) {
    Path file = database.toAbsolutePath();
    Path wanted = target.toAbsolutePath();
    StoreFiles.check(file);
    if (Files.exists(wanted)) {
      throw new BackupException(target + " exists already; name another file");
    }
    Path partial = wanted.resolveSibling(wanted.getFileName() + ".partial-" + UUID.randomUUID());
    try {
      Files.createFile(
          partial,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Session session = new Database(file).open()) {
        session.update("VACUUM INTO ?", partial.toString());
      }
      Contents contents = verify(partial, target.toString());
      force(partial);
      // A link fails where a rename would replace what somebody has put there meanwhile.
      Files.createLink(wanted, partial);
      force(folderOf(wanted));
      return contents;
    } catch (FileAlreadyExistsException e) {
      throw new BackupException(target + " exists already; name another file", e);
    } catch (IOException e) {
      throw new BackupException(target + " cannot be written: " + said(e), e);
    } catch (SQLException e) {
      throw new BackupException(target + " cannot be written: " + SqlErrors.code(e), e);
    } finally {
      delete(partial);
    }
  }

  /// Puts a copy in the place of a database. The one that was there is kept beside it.
  ///
  /// @param workers the folder of the workers' lock files
  /// @param backup what [#write] wrote, by this version or an earlier one; it is only read
  /// @param now part of the name of what was replaced
  /// @throws BackupException when workers run, or when the copy is damaged, of another program or
  ///   of a newer version; the database is as it was
  /// @throws StoreOpenException when the database is another user's
  public static Restored restore(Path database, Path workers, Path backup, Instant now) {
    Path file = database.toAbsolutePath();
    StoreFiles.prepareFolder(file);
    if (Files.exists(file)) {
      StoreFiles.check(file);
    }
    refuseWorkers(workers);
    Path copy = file.resolveSibling(file.getFileName() + ".restoring-" + UUID.randomUUID());
    try {
      Files.copy(backup, copy);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
      Contents contents = verify(copy, backup.toString());
      record(copy, backup, now);
      force(copy);
      Path aside = file.resolveSibling(file.getFileName() + ".replaced-" + STAMP.format(now));
      boolean replaces = Files.exists(file);
      if (replaces) {
        if (Files.exists(aside)) {
          throw new BackupException(aside + " exists already; try again in a second");
        }
        foldIn(file);
        refuseWorkers(workers);
        moveAside(file, aside);
      }
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
      force(folderOf(file));
      return new Restored(contents, replaces ? Optional.of(aside) : Optional.empty());
    } catch (NoSuchFileException e) {
      throw new BackupException("there is no file " + e.getFile(), e);
    } catch (IOException e) {
      throw new BackupException(backup + " cannot be put back: " + said(e), e);
    } finally {
      delete(copy);
    }
  }

  /// Brings a copy up to date and puts on record that the chain goes on from it: records elsewhere
  /// know of what came later.
  private static void record(Path copy, Path backup, Instant now) {
    String name = String.valueOf(backup.getFileName());
    var cause = Cause.of(Actor.ofThisHost());
    var database = new Database(copy);
    try (Session session = database.openWriter()) {
      database.migrate(session);
      session.run("BEGIN IMMEDIATE");
      session.record(
          List.of(new AuditRecord(now, cause, new AuditEvent.StoreRestored(name)).text()));
      session.commit();
    } catch (SQLException e) {
      throw new BackupException(backup + " cannot be put back: " + SqlErrors.code(e), e);
    }
  }

  private static void refuseWorkers(Path folder) {
    try {
      List<LiveWorker> alive = new WorkerFolder(folder).workers();
      if (!alive.isEmpty()) {
        throw new BackupException(
            "workers run (process "
                + alive.getFirst().pid()
                + (alive.size() > 1 ? " and others" : "")
                + "); stop the web server first");
      }
    } catch (NoSuchFileException _) {
      // No worker has ever run.
    } catch (IOException e) {
      throw new BackupException("the workers in " + folder + " cannot be seen: " + said(e), e);
    }
  }

  /// Leaves the write-ahead mode, which SQLite does only for who has the database alone, and which
  /// makes it one file. One that cannot be read is not touched: SQLite might delete its log.
  private static void foldIn(Path file) {
    var database = new Database(file);
    try {
      database.inspect();
    } catch (SQLException | StoreOpenException _) {
      return;
    }
    try (Session session = database.openWriter()) {
      session.run("PRAGMA journal_mode = DELETE");
    } catch (SQLException e) {
      if (SqlErrors.isBusy(e)) {
        throw new BackupException(file + " is in use; stop whatever uses it first", e);
      }
    }
  }

  private static void moveAside(Path file, Path aside) throws IOException {
    for (String companion : COMPANIONS) {
      Path there = file.resolveSibling(file.getFileName() + companion);
      if (Files.exists(there)) {
        Files.move(there, aside.resolveSibling(aside.getFileName() + companion));
      }
    }
    Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Reads a copy that nobody else knows from end to end.
  ///
  /// @param name what to call it in messages
  private static Contents verify(Path copy, String name) {
    var database = new Database(copy);
    try {
      database.inspect();
      try (Session session = database.openReader()) {
        long schema = session.number("PRAGMA user_version");
        if (session.number("PRAGMA application_id") != Database.APPLICATION_ID || schema < 1) {
          throw new BackupException(name + " is no backup of a Stepgate store");
        }
        String found = session.first("PRAGMA integrity_check", row -> row.getString(1)).orElse("");
        if (!found.equals("ok")) {
          throw new BackupException(name + " is damaged: " + found);
        }
        return new Contents(
            Files.size(copy), schema, session.number("SELECT count(*) FROM executions"));
      }
    } catch (StoreOpenException e) {
      throw new BackupException(String.valueOf(e.getMessage()).replace(copy.toString(), name), e);
    } catch (SQLException e) {
      throw new BackupException(name + " is no backup, or is damaged: " + SqlErrors.code(e), e);
    } catch (IOException e) {
      throw new BackupException(name + " cannot be read: " + said(e), e);
    }
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new BackupException(file + " is a folder; name a file in it");
    }
    return folder;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
      for (String companion : COMPANIONS) {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + companion));
      }
    } catch (IOException _) {
      // What is left has a name that says what it is.
    }
  }

  private static String said(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
