package org.stepgate.fastcgi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// A connection to a server, for tests. A server that should answer or close but does not makes the
/// test wait for its time limit.
public final class SocketClient implements AutoCloseable {
  private final SocketChannel channel;

  public SocketClient(SocketAddress address) throws IOException {
    channel = SocketChannel.open(address);
  }

  /// Sends all bytes; a server that closed in the meantime is no error.
  public SocketClient send(byte[] bytes) {
    try {
      for (var in = ByteBuffer.wrap(bytes); in.hasRemaining(); ) {
        channel.write(in);
      }
    } catch (IOException e) {
      // The answer, or its absence, tells what happened.
    }
    return this;
  }

  public SocketClient endOutput() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  /// All that comes until the server closes, also by a reset.
  public byte[] readAll() {
    var answer = new ByteArrayOutputStream();
    var piece = ByteBuffer.allocate(8192);
    try {
      while (channel.read(piece.clear()) >= 0) {
        answer.write(piece.array(), 0, piece.position());
      }
    } catch (IOException e) {
      // A reset is the end, too.
    }
    return answer.toByteArray();
  }

  /// Reads until the END_REQUEST of one request is there.
  public byte[] readToEndRequest() throws IOException {
    var answer = new ByteArrayOutputStream();
    RecordHeader header;
    do {
      var bytes = exactly(RecordHeader.BYTES);
      header = ((RecordHeader.Decoded.Whole) RecordHeader.decode(ByteBuffer.wrap(bytes))).header();
      answer.writeBytes(bytes);
      answer.writeBytes(exactly(header.contentBytes() + header.paddingBytes()));
    } while (header.type() != RecordType.END_REQUEST);
    return answer.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("server closed in the middle of a record");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
