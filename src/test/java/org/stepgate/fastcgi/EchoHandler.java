package org.stepgate.fastcgi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Answers with method, path and body; `/wait` waits until it is let go, `/fail` throws, `/big`
/// answers with 200,000 bytes, `/log` also writes to STDERR.
final class EchoHandler implements FastCgiHandler {
  static final int BIG_BYTES = 200_000;

  final Semaphore waiting = new Semaphore(0);
  final CountDownLatch letGo = new CountDownLatch(1);

  @Override
  public FastCgiResponse handle(FastCgiRequest request) {
    var path = request.params().value("PATH_INFO").orElse("");
    switch (path) {
      case "/wait" -> {
        waiting.release();
        try {
          letGo.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case "/fail" -> throw new IllegalStateException("asked to fail");
      case "/big" -> {
        var body = new byte[BIG_BYTES];
        Arrays.fill(body, (byte) 'b');
        return FastCgiResponse.of(ClientBytes.latin1("Status: 200\r\n\r\n"), body);
      }
      default -> {}
    }
    var head =
        "Status: 200\r\nX-Kind: " + request.content().getClass().getSimpleName() + "\r\n\r\n";
    var method = request.params().value("REQUEST_METHOD").orElse("");
    var response =
        FastCgiResponse.of(
            ClientBytes.latin1(head + method + " " + path + " "), bytes(request.content()));
    return path.equals("/log") ? response.withErrorText("a line\n") : response;
  }

  private static byte[] bytes(RequestContent content) {
    return switch (content) {
      case RequestContent.InMemory memory -> memory.array();
      case RequestContent.Spooled(var file, _) -> {
        try {
          yield Files.readAllBytes(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  public FastCgiResponse refuse(Refusal refusal) {
    return FastCgiResponse.of(
        ClientBytes.latin1("Status: 4xx " + refusal.cause() + "\r\n\r\n"), new byte[0]);
  }

  @Override
  public Set<Role> roles() {
    return Set.of(Role.RESPONDER, Role.AUTHORIZER);
  }
}
