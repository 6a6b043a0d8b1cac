package org.stepgate.fastcgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/// Writes one answer as records. What fits the buffer goes out in a single write: STDERR, STDOUT,
/// the ends of both streams and END_REQUEST together.
///
/// @spec https://fastcgi-archives.github.io/FastCGI_Specification.html FastCGI 1.0, sections 3.3,
///   5.3 and 5.5
final class ResponseWriter {
  private final WritableByteChannel channel;
  private final ByteBuffer out;
  private final int requestId;

  /// @param out an empty buffer, at least three headers long
  private ResponseWriter(WritableByteChannel channel, ByteBuffer out, int requestId) {
    this.channel = channel;
    this.out = out;
    this.requestId = requestId;
  }

  /// Writes `response` and the end of the request.
  ///
  /// @param out an empty buffer to work with
  /// @throws IOException when the peer is gone; nothing is known then about what it got
  static void write(
      WritableByteChannel channel,
      ByteBuffer out,
      int requestId,
      FastCgiResponse response,
      ProtocolStatus status)
      throws IOException {
    var writer = new ResponseWriter(channel, out, requestId);
    if (response.errorLines().length > 0) {
      writer.stream(RecordType.STDERR, response.errorLines(), new byte[0]);
    }
    writer.stream(RecordType.STDOUT, response.header(), response.body());
    writer.room(Replies.END_REQUEST_BYTES);
    Replies.endRequest(requestId, status, out);
    writer.flush();
  }

  /// Writes both arrays as one stream and its end.
  private void stream(int type, byte[] first, byte[] second) throws IOException {
    long total = (long) first.length + second.length;
    long sent = 0;
    while (sent < total) {
      room(2 * RecordHeader.BYTES);
      int content =
          (int)
              Math.min(
                  total - sent,
                  Math.min(out.remaining() - RecordHeader.BYTES, RecordHeader.MAX_CONTENT_BYTES));
      new RecordHeader(type, requestId, content, 0).encode(out);
      int fromFirst = Math.clamp(first.length - sent, 0, content);
      if (fromFirst > 0) {
        out.put(first, (int) sent, fromFirst);
      }
      if (content > fromFirst) {
        out.put(second, (int) (sent + fromFirst - first.length), content - fromFirst);
      }
      sent += content;
    }
    room(RecordHeader.BYTES);
    new RecordHeader(type, requestId, 0, 0).encode(out);
  }

  private void room(int bytes) throws IOException {
    if (out.remaining() < bytes) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }
}
