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
import org.stepgate.principal.Principal;

/// Remembers what must not be used twice, such as the signatures of requests, for as long as they
/// hold, for all workers of a host. Safe for any thread and process.
///
/// It holds a million of them, and of one owner an eighth of that at most.
public final class ReplayGuard {
  /*
   * A file that all workers map: 4,096 groups of 256 slots, 8 MiB. The hash of a signature names its
   * group and gives 28 further bits; a slot holds these, 12 bits of the hash of whose signature it
   * is, and in the other 24 the second at which the signature ceases to hold. A slot whose second
   * has passed is free.
   *
   * Nobody has more than 32 slots of a group, an eighth of them, and so of the file. The bound is one
   * of groups, since who signs can try until his signatures fall into few of them. Two of 4,096
   * callers share their part by chance.
   *
   * A signature is written by compare-and-set into the first free slot of its group. Of two that
   * come at once, one finds the other: in the slot that it lost, or, when a slot became free between
   * their looks, in another slot on the second look that each takes after writing. Both may be
   * refused then, never both accepted.
   *
   * Another signature of the same caller with the same 40 bits is refused wrongly: with ten that hold
   * in each group, once in 10^7 requests or so.
   */

  /// What is known of a signature.
  public enum Use {
    /// It was not used before.
    FIRST,
    /// It was.
    REPEATED,
    /// Too many signatures hold at the moment to remember one more: of its owner, or of all.
    FULL
  }

  private static final int GROUPS = 1 << 12;
  private static final int SLOTS = 256;
  private static final int SHARE = SLOTS / 8;
  private static final int GROUP_BYTES = SLOTS * Long.BYTES;
  private static final int BYTES = GROUPS * GROUP_BYTES;
  private static final int TIME_BITS = 24;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;
  private static final long OWNER_MASK = 0xFFFL << TIME_BITS;
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

  /// Where a signature is noted.
  ///
  /// @param group the first byte of its group
  /// @param key what its slot holds but for the time
  private record Place(int group, long key) {
    static Place of(Principal owner, String signature) {
      ByteBuffer hash = ByteBuffer.wrap(Sha256.of(signature));
      int group = (hash.getShort() & (GROUPS - 1)) * GROUP_BYTES;
      String name = owner.issuer().length() + " " + owner.issuer() + owner.subject();
      long ownerBits = ByteBuffer.wrap(Sha256.of(name)).getLong() & OWNER_MASK;
      return new Place(group, (hash.getLong() & ~(OWNER_MASK | TIME_MASK)) | ownerBits);
    }

    boolean isHeldBy(long slot) {
      return (slot & ~TIME_MASK) == key;
    }

    boolean isOfOwner(long slot) {
      return (slot & OWNER_MASK) == (key & OWNER_MASK);
    }
  }

  /// Notes the use of a signature.
  ///
  /// @param owner whose signature it is; one owner cannot fill what is there for all
  /// @param signature the signature, in any form that does not vary
  /// @param until when it ceases to hold, within 90 days
  /// @throws IOException when the file can be neither read nor made; nothing is noted then
  public Use use(Principal owner, String signature, Instant until) throws IOException {
    ByteBuffer table = table();
    Place place = Place.of(owner, signature);
    long entry = place.key() | (until.getEpochSecond() + 1 & TIME_MASK);
    while (true) {
      long now = now();
      int free = -1;
      int owned = 0;
      for (int at = place.group() + GROUP_BYTES - Long.BYTES;
          at >= place.group();
          at -= Long.BYTES) {
        long held = (long) SLOT.getVolatile(table, at);
        if (!isLive(held, now)) {
          free = at;
        } else if (place.isHeldBy(held)) {
          return Use.REPEATED;
        } else if (place.isOfOwner(held)) {
          owned++;
        }
      }
      if (free < 0 || owned >= SHARE) {
        return Use.FULL;
      }
      long before = (long) SLOT.getVolatile(table, free);
      if (!isLive(before, now) && SLOT.compareAndSet(table, free, before, entry)) {
        return isElsewhere(table, place, free) ? Use.REPEATED : Use.FIRST;
      }
    }
  }

  /// Whether a signature was used and still holds.
  ///
  /// @param owner whose signature it is
  /// @throws IOException when the file can be neither read nor made
  public boolean knows(Principal owner, String signature) throws IOException {
    return isElsewhere(table(), Place.of(owner, signature), -1);
  }

  private boolean isElsewhere(ByteBuffer table, Place place, int own) {
    long now = now();
    for (int at = place.group(); at < place.group() + GROUP_BYTES; at += Long.BYTES) {
      long held = (long) SLOT.getVolatile(table, at);
      if (at != own && isLive(held, now) && place.isHeldBy(held)) {
        return true;
      }
    }
    return false;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /// Whether the second of a slot is still to come. Seconds are counted round a circle of 194 days.
  private static boolean isLive(long held, long now) {
    long left = (held - now) & TIME_MASK;
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
