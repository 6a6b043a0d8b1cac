package org.stepgate.identity;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;

/// Remembers what must not be used twice, such as the signatures of requests, for as long as they
/// hold, for all workers of a host. Safe for any thread and process.
public final class ReplayGuard {
  /*
   * A file that all workers map: 65,536 buckets of 16 slots, 8 MiB. The hash of a signature names its
   * bucket and gives 40 further bits; a slot holds these and, in the other 24, the second at which
   * the signature ceases to hold. A slot whose second has passed is free.
   *
   * A signature is written by compare-and-set into the first free slot of its bucket. Of two that
   * come at once, one finds the other: in the slot that it lost, or, when a slot became free between
   * their looks, in another slot on the second look that each takes after writing. Both may be
   * refused then, never both accepted.
   *
   * Another signature with the same 56 bits is refused wrongly, once in 10^11 requests or so.
   */

  /// What is known of a signature.
  public enum Use {
    /// It was not used before.
    FIRST,
    /// It was.
    REPEATED,
    /// Too many signatures hold at the moment to remember one more.
    FULL
  }

  private static final int BUCKETS = 1 << 16;
  private static final int SLOTS = 16;
  private static final int BYTES = BUCKETS * SLOTS * Long.BYTES;
  private static final int TIME_BITS = 24;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;
  private static final VarHandle SLOT =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final InstantSource clock;
  private volatile @Nullable MappedByteBuffer mapped;

  /// A guard whose file is made when it is first needed, readable by its owner only.
  public ReplayGuard(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Notes the use of a signature.
  ///
  /// @param signature the signature, in any form that does not vary
  /// @param until when it ceases to hold, within 90 days
  /// @throws IOException when the file can be neither read nor made; nothing is noted then
  public Use use(String signature, Instant until) throws IOException {
    ByteBuffer table = table();
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(signature));
    int bucket = (hash.getShort() & 0xFFFF) * SLOTS * Long.BYTES;
    long tag = hash.getLong() & ~TIME_MASK;
    long entry = tag | (until.getEpochSecond() + 1 & TIME_MASK);
    while (true) {
      int free = -1;
      for (int slot = SLOTS - 1; slot >= 0; slot--) {
        int at = bucket + slot * Long.BYTES;
        long held = (long) SLOT.getVolatile(table, at);
        if (!isLive(held)) {
          free = at;
        } else if ((held & ~TIME_MASK) == tag) {
          return Use.REPEATED;
        }
      }
      if (free < 0) {
        return Use.FULL;
      }
      long before = (long) SLOT.getVolatile(table, free);
      if (!isLive(before) && SLOT.compareAndSet(table, free, before, entry)) {
        return isElsewhere(table, bucket, free, tag) ? Use.REPEATED : Use.FIRST;
      }
    }
  }

  /// Whether a signature was used and still holds.
  ///
  /// @throws IOException when the file can be neither read nor made
  public boolean knows(String signature) throws IOException {
    ByteBuffer table = table();
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(signature));
    int bucket = (hash.getShort() & 0xFFFF) * SLOTS * Long.BYTES;
    return isElsewhere(table, bucket, -1, hash.getLong() & ~TIME_MASK);
  }

  private boolean isElsewhere(ByteBuffer table, int bucket, int own, long tag) {
    for (int at = bucket; at < bucket + SLOTS * Long.BYTES; at += Long.BYTES) {
      long held = (long) SLOT.getVolatile(table, at);
      if (at != own && isLive(held) && (held & ~TIME_MASK) == tag) {
        return true;
      }
    }
    return false;
  }

  /// Whether the second of a slot is still to come. Seconds are counted round a circle of 194 days.
  private boolean isLive(long held) {
    long left = (held - clock.instant().getEpochSecond()) & TIME_MASK;
    return held != 0 && left != 0 && left < 1L << (TIME_BITS - 1);
  }

  private ByteBuffer table() throws IOException {
    MappedByteBuffer table = mapped;
    return table == null ? open() : table;
  }

  private synchronized ByteBuffer open() throws IOException {
    MappedByteBuffer table = mapped;
    if (table == null) {
      try {
        table = map();
      } catch (NoSuchFileException _) {
        make();
        table = map();
      }
      mapped = table;
    }
    return table;
  }

  private MappedByteBuffer map() throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != BYTES) {
        throw new IOException(file + " has another size than " + BYTES + "; remove it");
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
    }
  }

  /// Writes the file beside its place, all of it, so that no write to it can lack space later.
  private void make() throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path made =
        Files.createTempFile(
            directory,
            "replays",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(made, new byte[BYTES]);
      Files.createLink(file, made);
    } catch (FileAlreadyExistsException _) {
      // Another worker was faster.
    } finally {
      Files.delete(made);
    }
  }
}
