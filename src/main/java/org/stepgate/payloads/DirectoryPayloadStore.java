package org.stepgate.payloads;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;

/// Payloads as files of one directory, for the user of this process only (0700, files 0600).
///
/// Nothing but atomic renames makes several processes safe on one directory:
///
///     writing/ID       content that is being written
///     ab/cd/SHA256     a payload; its time of change is when it was last stored
///     leaving/SHA256.ID  a payload that a sweep has taken out and not yet decided on
///
/// A writer writes a file of its own in `writing`, forces it to disk and renames it. If the payload
/// is there already, it sets its time instead and then looks whether it is still there; if not, it
/// renames its file after all. A sweep renames an old payload into `leaving` and looks at its time
/// again there, where nobody changes it any more: what was stored again before the rename has the
/// new time and is put back, what is stored again after the rename is another file. In between a
/// reader finds it in `leaving`. A sweep that dies leaves it there for the next one.
public final class DirectoryPayloadStore implements PayloadStore {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int OPEN_ATTEMPTS = 4;
  private static final String URI_PREFIX = "urn:stepgate:payload:";

  /// A file in `writing` that has not grown for so long belongs to a writer that died.
  private static final Duration ABANDONED = Duration.ofHours(1);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path root;
  private final Path writing;
  private final Path leaving;
  private final long maxBytes;
  private final InstantSource clock;
  private final Disk disk;

  /// What fails when a disk does.
  interface Disk {
    /// Writes some of the buffer.
    void write(FileChannel file, ByteBuffer buffer) throws IOException;

    /// How many bytes may still be written to the file system of that file.
    long usableBytes(Path file) throws IOException;
  }

  private static final class RealDisk implements Disk {
    @Override
    public void write(FileChannel file, ByteBuffer buffer) throws IOException {
      file.write(buffer);
    }

    @Override
    public long usableBytes(Path file) throws IOException {
      return Files.getFileStore(file).getUsableSpace();
    }
  }

  DirectoryPayloadStore(PayloadsConfig config, InstantSource clock, Disk disk) {
    this.root = config.directory();
    this.writing = root.resolve("writing");
    this.leaving = root.resolve("leaving");
    this.maxBytes = config.maxBytes();
    this.clock = clock;
    this.disk = disk;
    try {
      for (Path directory : List.of(root, writing, leaving)) {
        createDirectory(directory);
      }
      checkOwner();
    } catch (IOException e) {
      throw PayloadException.storeFailed(e);
    }
  }

  /// Opens the store in the configured directory, which is made if it is missing; its parent must
  /// be there.
  ///
  /// @throws PayloadException UNSAFE_DIRECTORY when the directory is not this user's or others have
  ///   any right to it, STORE_FAILED when it cannot be made
  public static DirectoryPayloadStore open(PayloadsConfig config, InstantSource clock) {
    return new DirectoryPayloadStore(config, clock, new RealDisk());
  }

  private static void createDirectory(Path directory) throws IOException {
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      force(directory.resolve(".."));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private void checkOwner() throws IOException {
    Path probe = newFile();
    try {
      if (!Files.getOwner(probe).equals(Files.getOwner(root))) {
        throw PayloadException.unsafeDirectory(root + " belongs to another user; chown it");
      }
    } finally {
      Files.deleteIfExists(probe);
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(root))) {
      throw PayloadException.unsafeDirectory(root + " is open to others; chmod it to 0700");
    }
  }

  // Storing

  @Override
  public PayloadReference store(InputStream content, String contentType) {
    PayloadReference.checkContentType(contentType);
    Path file = null;
    try {
      file = newFile();
      MessageDigest digest = Sha256.start();
      long bytes = write(content, file, digest);
      String sha256 = HexFormat.of().formatHex(digest.digest());
      publish(file, sha256, bytes);
      return new PayloadReference(uri(sha256), sha256, bytes, contentType);
    } catch (IOException e) {
      throw PayloadException.storeFailed(e);
    } finally {
      discard(file);
    }
  }

  private Path newFile() throws IOException {
    Path file = writing.resolve(UUID.randomUUID().toString());
    return Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_FILE));
  }

  private long write(InputStream content, Path file, MessageDigest digest) throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int read = readSome(content, buffer); read >= 0; read = readSome(content, buffer)) {
        bytes += read;
        if (bytes > maxBytes) {
          throw PayloadException.tooLarge(maxBytes);
        }
        digest.update(buffer, 0, read);
        writeAll(channel, file, ByteBuffer.wrap(buffer, 0, read));
      }
      channel.force(true);
    }
    return bytes;
  }

  private static int readSome(InputStream content, byte[] buffer) {
    try {
      return content.read(buffer);
    } catch (IOException e) {
      throw PayloadException.sourceFailed(e);
    }
  }

  private void writeAll(FileChannel channel, Path file, ByteBuffer buffer) throws IOException {
    try {
      while (buffer.hasRemaining()) {
        disk.write(channel, buffer);
      }
    } catch (IOException e) {
      if (disk.usableBytes(file) < BUFFER_BYTES) {
        throw PayloadException.storeFull(e);
      }
      throw e;
    }
  }

  private void publish(Path file, String sha256, long bytes) throws IOException {
    Path target = path(sha256);
    Path outer = root.resolve(sha256.substring(0, 2));
    Path shard = outer.resolve(sha256.substring(2, 4));
    createDirectory(outer);
    createDirectory(shard);
    var now = FileTime.from(clock.instant());
    if (!storedAgain(target, bytes, now)) {
      Files.setLastModifiedTime(file, now);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }
    force(shard);
  }

  /// Renews the time of a payload that is there. A file of another length is damaged and gets
  /// replaced.
  private static boolean storedAgain(Path target, long bytes, FileTime now) throws IOException {
    try {
      if (Files.size(target) != bytes) {
        return false;
      }
      Files.setLastModifiedTime(target, now);
      return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void discard(@Nullable Path file) {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It is in nobody's way, and the next sweep tries again.
      }
    }
  }

  // Reading

  @Override
  public InputStream open(PayloadReference reference) {
    if (!reference.uri().equals(uri(reference.sha256()))) {
      throw PayloadException.notFound(reference);
    }
    try {
      for (int attempt = 0; attempt < OPEN_ATTEMPTS; attempt++) {
        Path file = attempt % 2 == 0 ? path(reference.sha256()) : left(reference.sha256());
        try {
          if (file != null) {
            return opened(file, reference);
          }
        } catch (NoSuchFileException e) {
          // A sweep may be moving it: look at the other place.
        }
      }
    } catch (IOException e) {
      throw PayloadException.storeFailed(e);
    }
    throw PayloadException.notFound(reference);
  }

  private static InputStream opened(Path file, PayloadReference reference) throws IOException {
    var content = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return new VerifyingStream(content, reference);
  }

  private @Nullable Path left(String sha256) throws IOException {
    try (var files = Files.newDirectoryStream(leaving, sha256 + ".*")) {
      for (Path file : files) {
        return file;
      }
      return null;
    }
  }

  // Sweeping

  @Override
  public Swept sweep(Instant olderThan, Predicate<String> stillReferenced) {
    var sweep = new DirectorySweep(root, writing, leaving, olderThan, stillReferenced);
    try {
      return sweep.run(clock.instant().minus(ABANDONED));
    } catch (IOException e) {
      throw PayloadException.storeFailed(e);
    }
  }

  private static URI uri(String sha256) {
    return URI.create(URI_PREFIX + sha256);
  }

  private Path path(String sha256) {
    return path(root, sha256);
  }

  static Path path(Path root, String sha256) {
    return root.resolve(sha256.substring(0, 2)).resolve(sha256.substring(2, 4)).resolve(sha256);
  }

  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
