package org.stepgate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers requests from prepared answers, several for the same request one after the other, and
/// the last of them for ever. Keeps what was asked.
final class FakeServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  private record Answer(int status, String body) {}

  FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Prepares an answer to `METHOD /path?query`.
  FakeServer answer(String request, int status, String body) {
    synchronized (answers) {
      answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    }
    return this;
  }

  /// What was asked: `METHOD /path?query`, `Prefer` in brackets, and the body.
  List<String> requests() {
    synchronized (answers) {
      return List.copyOf(requests);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String prefer = exchange.getRequestHeaders().getFirst("Prefer");
    Answer answer = next(request, prefer == null ? "" : " [" + prefer + "]", body);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer next(String request, String prefer, String body) {
    synchronized (answers) {
      requests.add(request + prefer + (body.isEmpty() ? "" : " " + body));
      Deque<Answer> prepared = answers.getOrDefault(request, new ArrayDeque<>());
      if (prepared.isEmpty()) {
        return new Answer(
            404, "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"no answer is prepared\"}");
      }
      return prepared.size() == 1 ? prepared.getFirst() : prepared.removeFirst();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
