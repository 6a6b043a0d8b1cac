package org.stepgate.tasks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on a loopback address that reads one request per connection and answers with whatever
/// bytes a test wants, well formed or not.
final class RawServer implements AutoCloseable {
  interface Answer {
    /// Writes the answer; an exception closes the connection.
    void write(OutputStream out) throws IOException;
  }

  private final ServerSocket listener;
  private final Answer answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private RawServer(ServerSocket listener, Answer answer) {
    this.listener = listener;
    this.answer = answer;
  }

  static RawServer answering(String text) throws IOException {
    return at("127.0.0.1", out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static RawServer at(String address, Answer answer) throws IOException {
    return on(new ServerSocket(0, 50, InetAddress.getByName(address)), answer);
  }

  static RawServer on(ServerSocket listener, Answer answer) {
    var server = new RawServer(listener, answer);
    Thread.ofPlatform().daemon().start(server::accept);
    return server;
  }

  /// The requests that came, head and body.
  List<String> requests() {
    return requests;
  }

  String request() {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, got " + requests.size());
    }
    return requests.getFirst();
  }

  int port() {
    return listener.getLocalPort();
  }

  String url(String path) {
    return "http://%s:%d%s".formatted(listener.getInetAddress().getHostAddress(), port(), path);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed; a failed accept shows in the test, which gets no answer.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      requests.add(readRequest(new BufferedInputStream(socket.getInputStream())));
      answer.write(socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The client closed the connection, as many tests want.
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int bodyBytes = 0;
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request");
      }
      head.write(next);
    }
    for (String line : head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        bodyBytes = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1)
        + new String(in.readNBytes(bodyBytes), StandardCharsets.UTF_8);
  }
}
