package org.stepgate.fastcgi;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Direct buffers for reading and writing, used again. Safe for many threads.
///
/// The last buffer that came back is the first to go out, so under light load the same few stay in
/// the processor's cache.
final class BufferPool {
  /// One record of usual size, and the answer to it, fit.
  static final int BUFFER_BYTES = 16 << 10;

  private static final int MAX_POOLED = 128;

  private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
  private final AtomicInteger pooled = new AtomicInteger();

  /// An empty buffer of [#BUFFER_BYTES].
  ByteBuffer take() {
    @Nullable ByteBuffer buffer = free.pollFirst();
    if (buffer == null) {
      return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }
    pooled.decrementAndGet();
    return buffer.clear();
  }

  /// Gives a buffer back; the caller does not touch it any more.
  void giveBack(ByteBuffer buffer) {
    if (pooled.incrementAndGet() > MAX_POOLED) {
      pooled.decrementAndGet();
    } else {
      free.addFirst(buffer);
    }
  }
}
