package org.stepgate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Looks for what workers cannot use in the folders that they write: what root has made there, by
/// starting a worker or by putting payload files back.
final class StateFolders {
  private static final List<String> NAMES =
      List.of("audit", "identity", "log", "payloads", "spool", "workers");

  /// Payloads lie in folders of folders.
  private static final int DEPTH = 4;

  /// How many files of a folder are looked at, so that the doctor stays quick.
  private static final int MAX_FILES = 100_000;

  private final Path state;
  private final Object owner;

  /// @param owner the number of the user as whom workers run
  StateFolders(Path state, Object owner) {
    this.state = state;
    this.owner = owner;
  }

  /// A fault for each folder with something of another user.
  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    for (String name : NAMES) {
      Path folder = state.resolve(name);
      if (Files.exists(folder)) {
        look(folder).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Finding> look(Path folder) {
    String advice = "run chown -R --reference=" + state + " " + folder;
    try (var files = Files.walk(folder, DEPTH)) {
      return files
          .limit(MAX_FILES)
          .filter(this::isForeign)
          .findFirst()
          .map(file -> Finding.fault("state", file + " belongs to another user", advice));
    } catch (IOException | UncheckedIOException e) {
      return Optional.of(
          Finding.fault("state", folder + " cannot be read: " + e.getMessage(), advice));
    }
  }

  private boolean isForeign(Path file) {
    try {
      return !Objects.equals(
          owner, Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
    } catch (IOException e) {
      return false; // A worker has just deleted it.
    }
  }
}
