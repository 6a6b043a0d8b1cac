package org.stepgate.fastcgi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Set;

/// Feeds arbitrary bytes in arbitrary pieces. Only documented events may come out, whatever comes
/// out of one partition comes out of another, and a body never exceeds what was announced. Fuzzes
/// with `JAZZER_FUZZ=1`; otherwise runs the seeds.
class FastCgiFuzzTest {
  private static final FastCgiConfig CONFIG =
      FastCgiConfig.defaults().withParamLimits(4096, 16, 512).withBodyLimits(10_000, 1000);
  private static final int BUFFER_BYTES = 2048;

  /// @param bytes what the peer sends; the last byte also says in which pieces it comes
  @FuzzTest(maxDuration = "1m")
  void next_anyBytesInAnyPieces_giveDocumentedEvents(byte[] bytes) {
    int piece = bytes.length == 0 ? 1 : 1 + (bytes[bytes.length - 1] & 0xFF);

    var whole = new StringBuilder();
    feed(bytes, BUFFER_BYTES, whole);
    var pieces = new StringBuilder();
    feed(bytes, piece, pieces);

    if (!whole.toString().contentEquals(pieces)) {
      throw new AssertionError("in one: " + whole + ", in pieces of " + piece + ": " + pieces);
    }
  }

  private static void feed(byte[] bytes, int piece, StringBuilder events) {
    var machine = new ConnectionMachine(CONFIG, Set.of(Role.values()));
    var in = ByteBuffer.allocate(BUFFER_BYTES);
    in.limit(0);
    int at = 0;
    long body = 0;
    while (true) {
      switch (machine.next(in)) {
        case ConnectionEvent.Progress _ -> {}
        case ConnectionEvent.NeedMore _ -> {
          if (at == bytes.length) {
            events.append(machine.isMidway() || in.hasRemaining() ? "midway" : "idle");
            return;
          }
          in.compact();
          if (!in.hasRemaining()) {
            throw new AssertionError("needs more than the buffer holds");
          }
          int length = Math.min(Math.min(piece, in.remaining()), bytes.length - at);
          in.put(bytes, at, length).flip();
          at += length;
        }
        case ConnectionEvent.BodyBytes(var chunk, var announced) -> {
          body += chunk.remaining();
          if (body > announced || announced > CONFIG.maxBodyBytes()) {
            throw new AssertionError("body of " + body + " bytes, announced " + announced);
          }
        }
        case ConnectionEvent.RequestReady(var begin, var params) -> {
          events.append(begin).append(' ').append(body).append(' ');
          for (int i = 0; i < params.count(); i++) {
            events.append(params.name(i)).append('=').append(params.value(i)).append(';');
          }
          body = 0;
        }
        case ConnectionEvent.RequestRefused(var begin, var refusal) -> {
          events.append(begin).append(refusal);
          body = 0;
        }
        case ConnectionEvent.RequestAborted(var begin) -> {
          events.append(begin);
          body = 0;
        }
        case ConnectionEvent.Reply(var reply, var close, var refused) ->
            events.append(reply.remaining()).append(close).append(refused);
        case ConnectionEvent.Violation(var reason) -> {
          events.append(reason);
          return;
        }
      }
    }
  }
}
