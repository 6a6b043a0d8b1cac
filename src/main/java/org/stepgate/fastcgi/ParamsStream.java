package org.stepgate.fastcgi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Collects a PARAMS stream up to a limit and counts what comes beyond. Grows with the bytes that
/// came, never with what was announced.
final class ParamsStream {
  private static final byte[] NOTHING = {};

  private byte[] kept = NOTHING;
  private int keptBytes;
  private long receivedBytes;

  /// Number of bytes that came, kept or not.
  long receivedBytes() {
    return receivedBytes;
  }

  /// Takes all of `bytes`; once there are more than `limitBytes`, nothing is kept any more.
  void append(ByteBuffer bytes, int limitBytes) {
    int length = bytes.remaining();
    receivedBytes += length;
    if (receivedBytes > limitBytes) {
      kept = NOTHING;
      keptBytes = 0;
      return;
    }
    if (kept.length - keptBytes < length) {
      // The first piece is usually the only one, so it gets exactly the room that it needs.
      kept = Arrays.copyOf(kept, Math.max(keptBytes + length, Math.min(2 * keptBytes, limitBytes)));
    }
    bytes.get(kept, keptBytes, length);
    keptBytes += length;
  }

  /// The bytes that were kept.
  byte[] toBytes() {
    return keptBytes == kept.length ? kept : Arrays.copyOf(kept, keptBytes);
  }
}
