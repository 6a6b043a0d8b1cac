package org.stepgate.limits;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// For each caller and rule the time up to which its requests have used what the rule gives, in
/// memory that all workers of a pool share.
///
/// Threads and processes: any at once.
public final class RateFile {
  /*
   * A table of slots of two numbers: the key, 0 for a free slot, and a time of the monotonic clock,
   * which all processes of a boot share. Whoever's time is over has used nothing, so its slot is as
   * good as free: nothing is ever removed. A key may stand in a few places after its first one;
   * when others that count have all of them, it is not counted, which needs far more callers at a
   * time than there are slots for.
   *
   * The time is that of the generic cell rate algorithm: each request moves it on by one interval,
   * from now if it is over, and is refused if that is further ahead than the burst allows.
   */

  private static final Logger LOG = LogManager.getLogger(RateFile.class);
  static final int SLOTS = 1 << 16;
  static final int PLACES = 16;
  private static final int SLOT_BYTES = 2 * Long.BYTES;
  private static final int BYTES = SLOTS * SLOT_BYTES;
  private static final VarHandle NUMBERS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer memory;

  private RateFile(ByteBuffer memory) {
    this.memory = memory;
  }

  /// The memory in a file, which is made when there is none. When that cannot be, each worker
  /// counts by itself, and the log says so.
  public static RateFile open(Path file) {
    try {
      return mapped(file);
    } catch (IOException e) {
      LOG.error("limits.not_shared error=\"{}\"", e.getMessage());
      return unshared();
    }
  }

  private static RateFile mapped(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // All of it has to be there: a write to memory cannot be told that the disk is full.
      long missing = Math.max(0L, (long) BYTES - channel.size());
      ByteBuffer zeros = ByteBuffer.allocate((int) missing);
      while (zeros.hasRemaining()) {
        channel.write(zeros, channel.size());
      }
      return new RateFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
    }
  }

  /// Memory of this process only.
  public static RateFile unshared() {
    return new RateFile(ByteBuffer.allocateDirect(BYTES));
  }

  /// Takes one request.
  ///
  /// @param key of caller and rule, not 0
  /// @param now of the monotonic clock
  /// @param interval nanoseconds between two requests at the rate
  /// @param burst how many may come at once
  /// @return 0 when it may pass, else after how many nanoseconds it might
  long take(long key, long now, long interval, int burst) {
    long ahead = interval * burst;
    int slot = slot(key, now);
    if (slot < 0) {
      return 0;
    }
    int place = slot + Long.BYTES;
    while (true) {
      long used = (long) NUMBERS.getVolatile(memory, place);
      // What is further ahead than this rule allows is of another boot or an earlier rule.
      long from = used - now <= 0 || used - now > ahead ? now : used;
      long next = from + interval;
      if (next - now > ahead) {
        return next - now - ahead;
      }
      if (NUMBERS.compareAndSet(memory, place, used, next)) {
        return 0;
      }
    }
  }

  /// Where the slot of a key begins, taken if need be; -1 when there is no room.
  private int slot(long key, long now) {
    int first = (int) (key ^ (key >>> 32)) & (SLOTS - 1);
    for (int i = 0; i < PLACES; i++) {
      int at = place(first, i);
      if ((long) NUMBERS.getVolatile(memory, at) == key) {
        return at;
      }
    }
    for (int i = 0; i < PLACES; i++) {
      int at = place(first, i);
      long known = (long) NUMBERS.getVolatile(memory, at);
      boolean over = (long) NUMBERS.getVolatile(memory, at + Long.BYTES) - now <= 0;
      if ((known == 0 || over) && NUMBERS.compareAndSet(memory, at, known, key)) {
        return at;
      }
    }
    return -1;
  }

  private static int place(int first, int i) {
    return ((first + i) & (SLOTS - 1)) * SLOT_BYTES;
  }
}
