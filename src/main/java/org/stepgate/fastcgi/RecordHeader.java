package org.stepgate.fastcgi;

import java.nio.ByteBuffer;

/// Header that starts every FastCGI record.
///
/// @param type record type, 0..255; an unknown type is a legal value
/// @param requestId 0 for management records, else 1..65535
/// @param contentBytes length of the content, 0..65535
/// @param paddingBytes bytes to skip after the content, 0..255
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, section 3.3
record RecordHeader(int type, int requestId, int contentBytes, int paddingBytes) {
  static final int BYTES = 8;
  static final int MAX_CONTENT_BYTES = 0xFFFF;

  private static final byte VERSION = 1;

  /// What came of an attempt to decode.
  sealed interface Decoded {
    /// The header is complete.
    record Whole(RecordHeader header) implements Decoded {}

    /// So many bytes are missing, 1..8.
    record NeedMore(int missingBytes) implements Decoded {}

    /// These bytes start no record.
    record Malformed(String reason) implements Decoded {}
  }

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when a part does not fit its field
  RecordHeader {
    if ((type & ~0xFF) != 0
        || (requestId & ~0xFFFF) != 0
        || (contentBytes & ~0xFFFF) != 0
        || (paddingBytes & ~0xFF) != 0) {
      throw new IllegalArgumentException("record header field out of range");
    }
  }

  /// Decodes the header at the position of `in`, which moves only for [Decoded.Whole]. A wrong
  /// version is found with the first byte.
  static Decoded decode(ByteBuffer in) {
    if (in.hasRemaining() && in.get(in.position()) != VERSION) {
      return new Decoded.Malformed("record version is not 1");
    }
    if (in.remaining() < BYTES) {
      return new Decoded.NeedMore(BYTES - in.remaining());
    }
    in.get(); // version
    int type = in.get() & 0xFF;
    int requestId = in.getShort() & 0xFFFF;
    int contentBytes = in.getShort() & 0xFFFF;
    int paddingBytes = in.get() & 0xFF;
    in.get(); // reserved
    return new Decoded.Whole(new RecordHeader(type, requestId, contentBytes, paddingBytes));
  }

  /// Writes the eight bytes at the position of `out`.
  void encode(ByteBuffer out) {
    out.put(VERSION)
        .put((byte) type)
        .putShort((short) requestId)
        .putShort((short) contentBytes)
        .put((byte) paddingBytes)
        .put((byte) 0);
  }
}
