package org.stepgate.tasks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// Stands for the endpoint of an AWS service: answers every request alike and remembers them.
final class StandInEndpoint implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  /// @param body the body as it came
  record Received(String method, URI target, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /// @param headers pairs of name and value
  record Reply(int status, String body, List<String> headers) {
    Reply(int status, String body, String... headers) {
      this(status, body, List.of(headers));
    }
  }

  /// What answers.
  interface Service {
    Reply answer(Received request) throws Exception;
  }

  private StandInEndpoint(Service service) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, service));
    server.start();
  }

  static StandInEndpoint answering(Service service) throws IOException {
    return new StandInEndpoint(service);
  }

  static StandInEndpoint answering(int status, String body, String... headers) throws IOException {
    return answering(_ -> new Reply(status, body, headers));
  }

  private void handle(HttpExchange exchange, Service service) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body);
      received.add(request);
      Reply reply = service.answer(request);
      for (int i = 0; i < reply.headers().size(); i += 2) {
        exchange.getResponseHeaders().add(reply.headers().get(i), reply.headers().get(i + 1));
      }
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// The next request, waiting for it.
  Received take() throws InterruptedException {
    return received.take();
  }

  /// True when every request was taken.
  boolean isIdle() {
    return received.isEmpty();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
