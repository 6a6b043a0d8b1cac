package org.stepgate.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// The world outside: an HTTP server that writes down every effect that a task has on it.
final class Ledger implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Effect> effects = new CopyOnWriteArrayList<>();

  /// One call.
  ///
  /// @param execution the name of the execution
  /// @param attempt how often its state was retried before
  /// @param key the idempotency key of the call
  /// @param at when it came
  record Effect(String execution, String state, int attempt, String key, Instant at) {}

  Ledger() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::write);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/effects";
  }

  private void write(HttpExchange call) throws IOException {
    Instant at = Instant.now();
    byte[] body = call.getRequestBody().readAllBytes();
    var text = (JsonObject) JsonReader.read(body, JsonLimits.NETWORK);
    String key = String.valueOf(call.getRequestHeaders().getFirst("Idempotency-Key"));
    effects.add(
        new Effect(
            String.valueOf(text.string("execution")),
            String.valueOf(text.string("state")),
            (int) ((JsonNumber) text.get("attempt")).toLong(),
            key,
            at));
    byte[] answer = "{\"receipt\":\"%s\"}".formatted(key).getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().add("Content-Type", "application/json");
    call.sendResponseHeaders(200, answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  /// All effects so far, in the order in which they came.
  List<Effect> effects() {
    return List.copyOf(effects);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
