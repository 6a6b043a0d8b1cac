package org.stepgate.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.stepgate.store.StoreOpenException.Reason;

/// Makes the folder and the file of the database, and refuses those that others may write to.
final class StoreFiles {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  /// What SQLite may write without asking: its index of the log is a mapped file, in which it makes
  /// sure of one byte in 4 KiB. The kernel ends a process that touches a page for which it finds no
  /// block, and with blocks of less than 4 KiB that byte is not enough.
  private static final long MIN_FREE_BYTES = 1 << 20;

  private static final String USER = "unix:uid";

  /// Belongs to the user of this process.
  private static final Path SELF = Path.of("/proc/self");

  private StoreFiles() {}

  static void prepare(Path file) {
    prepareFolder(file);
    try {
      create(file);
      checkOwner(file, file.toString());
      checkSpace(Files.getFileStore(file).getUsableSpace(), file.toString());
    } catch (IOException e) {
      throw notAccessible(file, e);
    }
  }

  /// Makes the folder of a file where there is none.
  static void prepareFolder(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new StoreOpenException(Reason.NOT_ACCESSIBLE, file + " is a folder; name a file in it");
    }
    try {
      if (!Files.exists(folder)) {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      }
      checkOwner(folder, "the folder " + folder);
    } catch (IOException e) {
      throw notAccessible(file, e);
    }
  }

  /// Refuses a file that is not there, and those that [#prepare] refuses. Makes nothing.
  static void check(Path file) {
    Path folder = file.getParent();
    try {
      if (folder == null || !Files.exists(folder) || !Files.exists(file)) {
        throw new StoreOpenException(
            Reason.NOT_ACCESSIBLE,
            "there is no store " + file + "; name its state directory with --state");
      }
      checkOwner(folder, "the folder " + folder);
      checkOwner(file, file.toString());
    } catch (IOException e) {
      throw notAccessible(file, e);
    }
  }

  private static StoreOpenException notAccessible(Path file, IOException e) {
    return new StoreOpenException(
        Reason.NOT_ACCESSIBLE, file + " cannot be used: " + e.getMessage(), e);
  }

  /// An existing file is not opened here: closing it would drop the locks of SQLite.
  private static void create(Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
    } catch (FileAlreadyExistsException _) {
      // Another worker was faster.
    }
  }

  /// Whether a file belongs to the user of this process; true for one that is gone.
  static boolean isOwn(Path path) {
    try {
      return Files.getAttribute(path, USER).equals(Files.getAttribute(SELF, USER));
    } catch (NoSuchFileException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static void checkOwner(Path path, String name) throws IOException {
    checkOwner((int) Files.getAttribute(path, USER), (int) Files.getAttribute(SELF, USER), name);
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new StoreOpenException(
          Reason.OTHER_OWNER, name + " can be written by others; run: chmod go-w " + path);
    }
  }

  /// @param owner the number of the user who owns the file
  /// @param self the number of the user as whom this process runs
  static void checkOwner(int owner, int self, String name) {
    if (owner != self) {
      throw new StoreOpenException(
          Reason.OTHER_OWNER,
          name
              + " belongs to the user with number "
              + owner
              + ", this process runs as "
              + self
              + "; run it as the owner");
    }
  }

  /// @param free bytes that may still be written
  static void checkSpace(long free, String name) {
    if (free < MIN_FREE_BYTES) {
      throw new StoreOpenException(
          Reason.NO_SPACE,
          "the disk of "
              + name
              + " has "
              + free
              + " bytes left and a worker starts with at least "
              + MIN_FREE_BYTES
              + "; make space");
    }
  }
}
