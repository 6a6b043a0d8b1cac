package org.stepgate.fastcgi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The folder of bodies that are too large for memory. Each belongs to the worker that serves its
/// request, which deletes it; one that is killed leaves it behind.
public final class Spool {
  private static final String PREFIX = "body-";

  /// How long nothing was written to a body that is taken for left behind: longer than a request
  /// may take after its body.
  public static final Duration ABANDONED = Duration.ofHours(1);

  private Spool() {}

  /// A new name for a body.
  static Path newFile(Path directory) {
    return directory.resolve(PREFIX + UUID.randomUUID());
  }

  /// Removes what workers that were killed have left behind. Several processes may do so at once.
  ///
  /// @param now the wall clock
  /// @return how many bodies were removed
  /// @throws IOException when the folder cannot be read, or a body not be removed
  public static int removeAbandoned(Path directory, Instant now) throws IOException {
    int removed = 0;
    try (DirectoryStream<Path> bodies = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path body : bodies) {
        if (isAbandoned(body, now) && Files.deleteIfExists(body)) {
          removed++;
        }
      }
    }
    return removed;
  }

  private static boolean isAbandoned(Path body, Instant now) throws IOException {
    try {
      return Files.getLastModifiedTime(body).toInstant().isBefore(now.minus(ABANDONED));
    } catch (NoSuchFileException _) {
      return false;
    }
  }
}
