package org.stepgate.payloads;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One sweep of a directory, by the protocol that [DirectoryPayloadStore] describes. Used once, by
/// one thread.
final class DirectorySweep {
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern PAYLOAD = Pattern.compile("[0-9a-f]{64}");
  private static final int SHA256_LENGTH = 64;

  private final Path root;
  private final Path writing;
  private final Path leaving;
  private final Instant olderThan;
  private final Predicate<String> stillReferenced;
  private long payloads;
  private long bytes;
  private long leftovers;

  DirectorySweep(
      Path root, Path writing, Path leaving, Instant olderThan, Predicate<String> stillReferenced) {
    this.root = root;
    this.writing = writing;
    this.leaving = leaving;
    this.olderThan = olderThan;
    this.stillReferenced = stillReferenced;
  }

  /// Sweeps everything; `abandoned` is when a writer that lives has written last at the latest.
  PayloadStore.Swept run(Instant abandoned) throws IOException {
    for (Path file : list(writing)) {
      BasicFileAttributes found = attributes(file);
      if (found != null && changed(found).isBefore(abandoned) && Files.deleteIfExists(file)) {
        leftovers++;
      }
    }
    for (Path file : list(leaving)) {
      String name = file.getFileName().toString();
      decide(file, name.substring(0, Math.min(SHA256_LENGTH, name.length())));
      leftovers++;
    }
    for (Path first : matching(root, SHARD)) {
      for (Path second : matching(first, SHARD)) {
        for (Path payload : matching(second, PAYLOAD)) {
          consider(payload);
        }
      }
    }
    return new PayloadStore.Swept(payloads, bytes, leftovers);
  }

  private void consider(Path payload) throws IOException {
    String sha256 = payload.getFileName().toString();
    BasicFileAttributes found = attributes(payload);
    if (found == null || !changed(found).isBefore(olderThan) || stillReferenced.test(sha256)) {
      return;
    }
    Path taken = leaving.resolve(sha256 + "." + UUID.randomUUID());
    try {
      Files.move(payload, taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    decide(taken, sha256);
  }

  /// Removes a payload that was taken out, or puts it back when it was stored again before that.
  private void decide(Path taken, String sha256) throws IOException {
    BasicFileAttributes found = attributes(taken);
    if (found == null) {
      return;
    }
    boolean keep = !changed(found).isBefore(olderThan) || stillReferenced.test(sha256);
    if (keep && PAYLOAD.matcher(sha256).matches()) {
      putBack(taken, sha256);
    } else if (Files.deleteIfExists(taken)) {
      payloads++;
      bytes += found.size();
    }
  }

  private void putBack(Path taken, String sha256) throws IOException {
    try {
      Files.move(taken, DirectoryPayloadStore.path(root, sha256), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // Another sweep has put it back.
    }
  }

  private static Instant changed(BasicFileAttributes file) {
    return file.lastModifiedTime().toInstant();
  }

  private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static List<Path> matching(Path directory, Pattern names) throws IOException {
    return list(directory).stream()
        .filter(file -> names.matcher(file.getFileName().toString()).matches())
        .toList();
  }

  private static List<Path> list(Path directory) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(files::add);
    }
    return files;
  }
}
