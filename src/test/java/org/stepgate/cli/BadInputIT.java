package org.stepgate.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.site.Site;

/// Bad input through Lighttpd. After each: the same workers, the next request answered, no
/// execution that was not there before, one line in the log for each request that a worker refused.
@Timeout(120)
class BadInputIT {
  private static final Path NAUGHTY = Path.of("../shared/corpora/jsontestsuite/test_parsing");
  private static final int BODY_INLINE = 128 << 10;
  private static final String GOOD = "{\"sku\":\"A1\",\"quantity\":2}";

  /// Who answers: a worker, which logs a line, or Lighttpd, which asks none.
  enum By {
    WORKER,
    LIGHTTPD
  }

  @TempDir static Path directory;
  private static Site site;
  private Set<Long> workers;
  private List<String> linesBefore;
  private int executionsBefore;

  @BeforeAll
  static void start() throws Exception {
    site = Site.start(directory, Site.DEMO, 2);
  }

  @AfterAll
  static void end() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void look() throws Exception {
    workers = site.workers();
    executionsBefore = executions();
    linesBefore = site.logLines();
  }

  @AfterEach
  void nothingElseHasHappened() throws Exception {
    assertThat(site.client().post("/orders", GOOD).status()).isEqualTo(200);
    assertThat(site.workers()).isEqualTo(workers);
    assertThat(executions()).isEqualTo(executionsBefore);
    assertThat(site.logLines())
        .allSatisfy(line ->
            assertThat(line)
                .as("one escaped line")
                .matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z [A-Z]+ \\[.*")
                .doesNotMatch(".*[\\p{Cntrl}\\u2028\\u2029\\ufeff].*"));
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        bad("body with 100,000 levels", 400, By.WORKER, post("[".repeat(100_000))),
        bad("20,000 objects", 400, By.WORKER, post("{\"a\":".repeat(20_000))),
        bad("body that is no UTF-8", 400, By.WORKER, post("{\"sku\":\"\u00ff\u00fe\"}")),
        bad("overlong UTF-8", 400, By.WORKER, post("{\"sku\":\"\u00c0\u0080\"}")),
        bad("a number of 100 KB", 400, By.WORKER, post("9".repeat(100_000))),
        bad("a name twice", 400, By.WORKER, post("{\"sku\":\"A1\",\"sku\":\"B2\"}")),
        bad("a lone surrogate", 400, By.WORKER, post("{\"sku\":\"\\ud800\"}")),
        bad("a body of no JSON", 400, By.WORKER, post("sku=A1\u001b[31m\r\n")),
        bad("a route's largest body and a byte", 413, By.WORKER, post(spaces((10 << 20) + 1))),
        bad("the largest body and a byte", 413, By.WORKER, post(spaces((16 << 20) + 1))),
        // Who calls without a token is not told which paths there are.
        bad("no such path", 401, By.WORKER, get("/nothing", "")),
        bad("a line separator in the path", 401, By.WORKER, get("/x%E2%80%A8y", "")),
        bad("a control character in the path", 400, By.WORKER, get("/x%C2%85y", "")),
        bad("an encoded slash", 401, By.WORKER, get("/orders%2fx", "")),
        bad("dots that lead out", 401, By.WORKER, get("/stepgate/../../etc/passwd", "")),
        bad("encoded dots", 401, By.WORKER, get("/a/%2e%2e/%2e%2e/etc/passwd", "")),
        bad("a semicolon", 401, By.WORKER, get("/orders;x=1", "")),
        bad("a method that is not there", 405, By.WORKER, get("/orders", "")),
        bad("two keys", 400, By.WORKER, post(GOOD, "Idempotency-Key: a\r\nIdempotency-Key: b\r\n")),
        bad("two lengths", 400, By.LIGHTTPD, post(GOOD, "Content-Length: 1\r\n")),
        bad("a chunked body with a length", 400, By.LIGHTTPD, chunkedWithLength()),
        bad("a path with NUL", 400, By.LIGHTTPD, get("/orders%00", "")),
        bad("a path with a line break", 400, By.LIGHTTPD, get("/orders%0d%0aX:y", "")),
        bad(
            "a header of 9 KB",
            431,
            By.LIGHTTPD,
            get("/orders", "X: " + "x".repeat(9_000) + "\r\n")),
        bad("no HTTP", 400, By.LIGHTTPD, "\u0000\u0001 what\r\n\r\n"));
  }

  private static Arguments bad(String name, int status, By by, String request) {
    return Arguments.argumentSet(name, status, by, request);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void badRequest_isRefused(int status, By by, String request) throws Exception {
    assertThat(statusOf(request)).isEqualTo(status);

    List<String> lines = newLines();
    if (by == By.WORKER) {
      assertThat(lines).hasSize(1);
      assertThat(lines.getFirst()).contains("http.refused status=" + status + " ");
    } else {
      assertThat(lines).isEmpty();
    }
  }

  @Test
  void naughtyJson_isRefused() throws Exception {
    assumeTrue(Files.isDirectory(NAUGHTY), "skipped: JSONTestSuite is not beside the project");
    var others = new ArrayList<String>();
    int refused = 0;
    try (Stream<Path> files = Files.list(NAUGHTY)) {
      for (Path file :
          files.filter(each -> each.getFileName().toString().startsWith("n_")).sorted().toList()) {
        byte[] text = Files.readAllBytes(file);
        // A large body is kept without being read: the machine then finds no article in it.
        boolean read = text.length <= BODY_INLINE;
        refused += read ? 1 : 0;
        var answer =
            site.client().post("/orders", text, "Content-Type", "application/json; charset=utf-8");
        if (answer.status() != (read ? 400 : 422)) {
          others.add(file.getFileName() + ": " + answer);
        }
      }
    }

    assertThat(others).isEmpty();
    assertThat(refused).isGreaterThan(150);
    assertThat(newLines())
        .hasSize(refused)
        .allSatisfy(line -> assertThat(line).contains("http.refused status=400 "));
  }

  private static String post(String body) {
    return post(body, "");
  }

  /// A POST whose characters stand for bytes.
  private static String post(String body, String headers) {
    return "POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }

  private static String get(String path, String headers) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + headers
        + "Connection: close\r\n\r\n";
  }

  private static String chunkedWithLength() {
    return """
    POST /orders HTTP/1.1
    Host: localhost
    Transfer-Encoding: chunked
    Content-Length: 5
    Connection: close

    0

    """
        .replace("\n", "\r\n");
  }

  private static String spaces(int count) {
    return " ".repeat(count);
  }

  /// Sends bytes as they are, and reads the status of the answer.
  private static int statusOf(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), site.port())) {
      socket.setSoTimeout(60_000);
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (SocketException e) {
        // Refused before everything was read.
      }
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      String text = answer.toString(UTF_8);
      assertThat(text).startsWith("HTTP/1.");
      return Integer.parseInt(text.substring(9, 12));
    }
  }

  private List<String> newLines() throws IOException {
    var fresh = new ArrayList<>(site.logLines());
    linesBefore.forEach(fresh::remove);
    return fresh;
  }

  private static int executions() throws Exception {
    var answer = site.client().get("/stepgate/executions?limit=1000");
    assertThat(answer.status()).isEqualTo(200);
    return ((JsonArray) answer.json().get("executions")).size();
  }
}
