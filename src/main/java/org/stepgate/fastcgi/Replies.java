package org.stepgate.fastcgi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The records that a connection sends besides answers.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, sections 4 and
///   5.5
final class Replies {
  static final int END_REQUEST_BYTES = RecordHeader.BYTES + 8;

  private static final int FIXED_BODY_BYTES = 8;
  private static final int MAX_VALUES_BYTES = 128;

  private Replies() {}

  /// END_REQUEST with application status 0.
  static ByteBuffer endRequest(int requestId, ProtocolStatus status) {
    var out = ByteBuffer.allocate(END_REQUEST_BYTES);
    endRequest(requestId, status, out);
    return out.flip();
  }

  /// Writes END_REQUEST with application status 0 at the position of `out`.
  static void endRequest(int requestId, ProtocolStatus status, ByteBuffer out) {
    new RecordHeader(RecordType.END_REQUEST, requestId, FIXED_BODY_BYTES, 0).encode(out);
    out.putInt(0).putInt(status.number() << 24);
  }

  /// UNKNOWN_TYPE for a management record of `type`.
  static ByteBuffer unknownType(int type) {
    var out = ByteBuffer.allocate(RecordHeader.BYTES + FIXED_BODY_BYTES);
    new RecordHeader(RecordType.UNKNOWN_TYPE, 0, FIXED_BODY_BYTES, 0).encode(out);
    return out.putLong((long) type << 56).flip();
  }

  /// GET_VALUES_RESULT for a query without names.
  static ByteBuffer noValues() {
    return valuesResult(ByteBuffer.allocate(0));
  }

  /// GET_VALUES_RESULT with those of the names asked for that we know.
  static ByteBuffer values(Params names, FastCgiConfig config) {
    var pairs = ByteBuffer.allocate(MAX_VALUES_BYTES);
    for (int i = 0; i < names.count(); i++) {
      switch (names.name(i)) {
        case "FCGI_MAX_CONNS" -> pair(names.name(i), config.maxConnections(), pairs);
        case "FCGI_MAX_REQS" -> pair(names.name(i), config.maxRequests(), pairs);
        case "FCGI_MPXS_CONNS" -> pair(names.name(i), 0, pairs);
        default -> {
          // A name that we do not know is left out, as section 4.1 asks.
        }
      }
    }
    return valuesResult(pairs.flip());
  }

  private static void pair(String name, int number, ByteBuffer out) {
    var value = Integer.toString(number);
    out.put((byte) name.length())
        .put((byte) value.length())
        .put(name.getBytes(StandardCharsets.US_ASCII))
        .put(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer valuesResult(ByteBuffer pairs) {
    var out = ByteBuffer.allocate(RecordHeader.BYTES + pairs.remaining());
    new RecordHeader(RecordType.GET_VALUES_RESULT, 0, pairs.remaining(), 0).encode(out);
    return out.put(pairs).flip();
  }
}
