package org.stepgate.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Writes what a web server sends and reads what it gets, for tests.
public final class ClientBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// One record of an answer.
  public record Answered(int type, int requestId, String content) {
    /// The status of an END_REQUEST.
    public int protocolStatus() {
      return content.charAt(4);
    }
  }

  /// A whole GET of `path` by request 1 on a connection that is not kept.
  public static byte[] get(String path) {
    return new ClientBytes().request(1, 0, "GET", path, "").toArray();
  }

  /// A whole POST of `body` by request 1 on a connection that is not kept.
  public static byte[] post(String path, String body) {
    return new ClientBytes().request(1, 0, "POST", path, body).toArray();
  }

  public ClientBytes request(int id, int flags, String method, String path, String body) {
    begin(id, 1, flags);
    params(id, method, path, Integer.toString(body.length()));
    if (!body.isEmpty()) {
      record(RecordType.STDIN, id, latin1(body), 0);
    }
    return record(RecordType.STDIN, id, new byte[0], 0);
  }

  public ClientBytes begin(int id, int role, int flags) {
    return record(
        RecordType.BEGIN_REQUEST, id, new byte[] {0, (byte) role, (byte) flags, 0, 0, 0, 0, 0}, 0);
  }

  /// PARAMS of a request, and their end.
  public ClientBytes params(int id, String method, String path, String length) {
    return params(
        id,
        pairs(
            Map.of(
                "REQUEST_METHOD",
                method,
                "REQUEST_URI",
                path,
                "PATH_INFO",
                path,
                "CONTENT_LENGTH",
                length)));
  }

  public ClientBytes params(int id, byte[] pairs) {
    for (int at = 0; at < pairs.length; at += RecordHeader.MAX_CONTENT_BYTES) {
      int end = Math.min(pairs.length, at + RecordHeader.MAX_CONTENT_BYTES);
      record(RecordType.PARAMS, id, Arrays.copyOfRange(pairs, at, end), 0);
    }
    return record(RecordType.PARAMS, id, new byte[0], 0);
  }

  public ClientBytes record(int type, int id, byte[] content, int padding) {
    var header = ByteBuffer.allocate(RecordHeader.BYTES);
    new RecordHeader(type, id, content.length, padding).encode(header);
    bytes.writeBytes(header.array());
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[padding]);
    return this;
  }

  public byte[] toArray() {
    return bytes.toByteArray();
  }

  public static byte[] pairs(Map<String, String> params) {
    var out = new ByteArrayOutputStream();
    params.forEach((name, value) -> pair(out, name, value));
    return out.toByteArray();
  }

  public static void pair(ByteArrayOutputStream out, String name, String value) {
    length(out, name.length());
    length(out, value.length());
    out.writeBytes(latin1(name));
    out.writeBytes(latin1(value));
  }

  private static void length(ByteArrayOutputStream out, int length) {
    if (length < 128) {
      out.write(length);
    } else {
      out.writeBytes(ByteBuffer.allocate(4).putInt(length | 0x80000000).array());
    }
  }

  public static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// The records in `answer`, contents as Latin-1.
  public static List<Answered> records(byte[] answer) {
    var in = ByteBuffer.wrap(answer);
    var records = new ArrayList<Answered>();
    while (in.hasRemaining()) {
      if (!(RecordHeader.decode(in) instanceof RecordHeader.Decoded.Whole(var header))) {
        throw new AssertionError("answer holds no record at " + in.position());
      }
      var content = new byte[header.contentBytes()];
      in.get(content);
      in.position(in.position() + header.paddingBytes());
      records.add(
          new Answered(
              header.type(), header.requestId(), new String(content, StandardCharsets.ISO_8859_1)));
    }
    return records;
  }

  /// All content of one stream of one request in `answer`.
  public static String stream(byte[] answer, int type, int requestId) {
    var text = new StringBuilder();
    for (var record : records(answer)) {
      if (record.type() == type && record.requestId() == requestId) {
        text.append(record.content());
      }
    }
    return text.toString();
  }

  /// STDOUT of request 1.
  public static String stdout(byte[] answer) {
    return stream(answer, RecordType.STDOUT, 1);
  }
}
