package org.stepgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.fastcgi.ClientBytes;
import org.stepgate.fastcgi.FastCgiConfig;
import org.stepgate.fastcgi.FastCgiServer;
import org.stepgate.fastcgi.ListenAddress;
import org.stepgate.fastcgi.SocketClient;

@Timeout(30)
class FastCgiBridgeTest {
  @TempDir Path directory;

  private final AtomicReference<HttpRequest> seen = new AtomicReference<>();
  private final LogCapture log = LogCapture.begin();
  private HttpHandler handler = _ -> HttpResponse.of(204);
  private FastCgiServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        FastCgiServer.start(
            new ListenAddress.Unix(directory.resolve("socket")),
            FastCgiConfig.defaults().withSpoolDirectory(directory).withBodyLimits(1000, 10),
            new FastCgiBridge(
                request -> {
                  seen.set(request);
                  return handler.handle(request);
                },
                request ->
                    HttpResponse.of(200)
                        .withHeader("Variable-USER", "ann")
                        .withHeader("Variable-PATH", request.path())));
    log.forget();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    log.close();
  }

  private static Map<String, String> params(String... more) {
    var params = new LinkedHashMap<String, String>();
    params.put("REQUEST_METHOD", "GET");
    params.put("PATH_INFO", "/a");
    for (int i = 0; i < more.length; i += 2) {
      params.put(more[i], more[i + 1]);
    }
    return params;
  }

  private byte[] exchange(int role, Map<String, String> params, String body) throws IOException {
    var bytes = new ClientBytes().begin(1, role, 0).params(1, ClientBytes.pairs(params));
    if (!body.isEmpty()) {
      bytes.record(5, 1, ClientBytes.latin1(body), 0);
    }
    bytes.record(5, 1, new byte[0], 0);
    try (var client = new SocketClient(server.address())) {
      return client.send(bytes.toArray()).readAll();
    }
  }

  private String answer(String... more) throws IOException {
    return ClientBytes.stdout(exchange(1, params(more), ""));
  }

  @Test
  void handle_params_becomeTheRequest() throws IOException {
    var params =
        params(
            "REQUEST_METHOD", "POST",
            "SCRIPT_NAME", "/x",
            "PATH_INFO", "/y z",
            "REQUEST_URI", "/x/y%20z?a=1&a=2",
            "QUERY_STRING", "a=1&a=2",
            "REMOTE_ADDR", "10.0.0.1",
            "HTTPS", "on",
            "CONTENT_TYPE", "text/plain",
            "CONTENT_LENGTH", "5",
            "HTTP_HOST", "example.org",
            "HTTP_X_TRACE_ID", "\u00c3\u00a4",
            "HTTP_CONTENT_LENGTH", "7",
            "SERVER_SOFTWARE", "lighttpd");

    exchange(1, params, "hello");

    assertThat(seen.get())
        .isEqualTo(
            new HttpRequest(
                "POST",
                "/x/y z",
                "/x/y%20z?a=1&a=2",
                QueryParameters.parse("a=1&a=2"),
                Headers.of("content-type", "text/plain")
                    .with("content-length", "5")
                    .with("host", "example.org")
                    .with("x-trace-id", "ä"),
                "10.0.0.1",
                "https",
                "example.org",
                Body.of("hello")));
  }

  @Test
  void handle_largeBody_isAFileDuringTheRequestOnly() throws IOException {
    var read = new AtomicReference<String>();
    handler =
        request -> {
          read.set(request.body().sha256());
          return HttpResponse.of(204);
        };

    exchange(1, params("REQUEST_METHOD", "PUT", "CONTENT_LENGTH", "11"), "hello world");

    assertThat(read.get()).isEqualTo(Body.of("hello world").sha256());
    assertThat(seen.get().body())
        .isInstanceOfSatisfying(Body.Spooled.class, body -> assertThat(body.file()).doesNotExist());
  }

  @Test
  void handle_response_becomesCgi() throws IOException {
    handler = _ -> HttpResponse.of(201, "text/plain", "é").withHeader("X-A", "1");

    assertThat(answer())
        .isEqualTo(
            String.join(
                "\r\n",
                "Status: 201 Created",
                "Content-Type: text/plain",
                "X-A: 1",
                "Content-Length: 2",
                "",
                "\u00c3\u00a9"));
    assertThat(answer("REQUEST_METHOD", "HEAD")).endsWith("Content-Length: 2\r\n\r\n");
  }

  @Test
  void handle_fileToSend_isPercentEncoded_T26() throws IOException {
    handler = _ -> HttpResponse.sendFile(Path.of("/srv/a b%41\n.bin"), "application/octet-stream");

    assertThat(answer())
        .isEqualTo(
            String.join(
                "\r\n",
                "Status: 200 OK",
                "Content-Type: application/octet-stream",
                "X-Sendfile: /srv/a%20b%2541%0A.bin",
                "",
                ""));
  }

  @Test
  void handle_problem_isAnsweredAndLoggedOnce() throws IOException {
    handler =
        _ -> {
          throw ProblemException.methodNotAllowed("GET", "POST");
        };

    assertThat(answer("REQUEST_URI", "/a\u001b[31m")).startsWith("Status: 400 Bad Request\r\n");
    log.forget();
    assertThat(answer("REQUEST_URI", "/\"a\""))
        .startsWith(
            String.join(
                "\r\n",
                "Status: 405 Method Not Allowed",
                "Content-Type: application/problem+json",
                "Allow: POST",
                ""))
        .endsWith("see the Allow header.\"}");
    assertThat(log.lines())
        .containsExactly(
            "http.refused status=405 method=\"GET\" uri=\"/\\\"a\\\"\""
                + " detail=\"method GET, allowed POST\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html,*/*;q=0.8 | text/html; charset=utf-8",
        "application/json, text/html;q=0.5 | application/problem+json",
        "*/* | application/problem+json"
      })
  void handle_problem_isAPageForPeople(String accept, String type) throws IOException {
    handler =
        _ -> {
          throw ProblemException.forbidden("<b> is \"out\". Try /stepgate/login.", "detail");
        };

    var answer = answer("HTTP_ACCEPT", accept);

    assertThat(answer).contains("Content-Type: " + type).doesNotContain("detail</");
    if (type.startsWith("text/html")) {
      assertThat(answer)
          .startsWith("Status: 403 ")
          .contains("<h1>Forbidden</h1>", "&lt;b&gt; is &quot;out&quot;. Try")
          .contains("<a href=\"/stepgate/login\">/stepgate/login</a>")
          .contains("Content-Security-Policy: default-src 'none'");
    }
  }

  @Test
  void handle_handlerThrows_is500WithAReference() throws IOException {
    handler =
        _ -> {
          throw new IllegalStateException("secret detail");
        };

    var answer = exchange(1, params(), "");

    var text = ClientBytes.stdout(answer);
    assertThat(text).startsWith("Status: 500 ").doesNotContain("secret");
    var reference = text.replaceAll("(?s).*reference is ([0-9a-f-]{36}).*", "$1");
    assertThat(ClientBytes.stream(answer, 7, 1))
        .isEqualTo("http.failed reference=" + reference + "\n");
    assertThat(log.lines())
        .containsExactly("http.failed reference=" + reference + " method=\"GET\" uri=\"\"");
  }

  @Test
  void handle_endlessRecursion_is500() throws IOException {
    handler = request -> handler.handle(request);

    assertThat(answer()).startsWith("Status: 500 ");
  }

  @Test
  void handle_crInHeaderOfTheHandler_is500AndNeverSent_T27() throws IOException {
    handler = _ -> HttpResponse.of(200).withHeader("X-A", "1\r\nX-Sendfile: /etc/passwd");

    assertThat(answer()).startsWith("Status: 500 ").doesNotContain("Sendfile");
  }

  @ParameterizedTest
  @CsvSource({
    "PATH_INFO, ''",
    "PATH_INFO, a",
    "PATH_INFO, /..",
    "PATH_INFO, /a/../b",
    "PATH_INFO, /.",
    "PATH_INFO, /a/./b",
    "PATH_INFO, '/a\t'",
    "PATH_INFO, /\u00c0\u00af",
    "PATH_INFO, /\u00ff",
    "PATH_INFO, /\u00c2\u0085",
    "REQUEST_METHOD, ''",
    "REQUEST_METHOD, G T",
    "QUERY_STRING, a=%zz",
    "QUERY_STRING, a=%c0%af",
    "'HTTP_A B', x",
    "HTTP_A, 'x\u001b'",
    "HTTP_HOST, 'x\u007f'"
  })
  void handle_malformedParam_is400LoggedOnce_T10(String name, String value) throws IOException {
    assertThat(answer(name, value)).startsWith("Status: 400 Bad Request\r\n");
    assertThat(seen.get()).isNull();
    assertThat(log.lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\0b", "/a\0"})
  void handle_nulInPath_is400_T10(String path) throws IOException {
    assertThat(answer("PATH_INFO", path)).startsWith("Status: 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/...", "/.a", "/a..", "/%2e%2e/b", "//a", "/a;b", "/\\..\\b"})
  void handle_harmlessPath_isKeptAsItIs_T10(String path) throws IOException {
    answer("PATH_INFO", path);

    assertThat(seen.get().path()).isEqualTo(path);
  }

  @Test
  void handle_proxyHeader_isLeftOut_T08() throws IOException {
    answer("HTTP_PROXY", "http://evil", "HTTP_TRANSFER_ENCODING", "chunked");

    assertThat(seen.get().headers()).isEqualTo(Headers.none());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP_X_FORWARDED_USER",
        "HTTP_AUTHORIZATION",
        "HTTP_X_AMZ_DATE",
        "REQUEST_METHOD"
      })
  void handle_paramTwice_is400_T07(String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ClientBytes.pairs(params()));
    ClientBytes.pair(bytes, name, "a");
    if (!name.equals("REQUEST_METHOD")) {
      ClientBytes.pair(bytes, name, "a");
    }
    var request = new ClientBytes().begin(1, 1, 0).params(1, bytes.toByteArray());
    request.record(5, 1, new byte[0], 0);

    try (var client = new SocketClient(server.address())) {
      var answer = ClientBytes.stdout(client.send(request.toArray()).readAll());
      assertThat(answer).startsWith("Status: 400 ");
    }
    assertThat(seen.get()).isNull();
    assertThat(log.lines())
        .containsExactly("http.refused status=400 cause=MALFORMED detail=\"param is there twice\"");
  }

  @Test
  void handle_headerLineOf9KiB_is431_T05() throws IOException {
    assertThat(answer("HTTP_A", "x".repeat(9 << 10)))
        .startsWith("Status: 431 Request Header Fields Too Large\r\n");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void handle_bodyOverTheLimit_is413_T05() throws IOException {
    var answer = exchange(1, params("CONTENT_LENGTH", "1001"), "x".repeat(1001));

    assertThat(ClientBytes.stdout(answer)).startsWith("Status: 413 Content Too Large\r\n");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void handle_authorizer_hasAHandlerOfItsOwn() throws IOException {
    assertThat(authorizer("DOCUMENT_ROOT", "/srv", "SCRIPT_FILENAME", "/srv/docs/a"))
        .isEqualTo("Status: 200 OK\r\nVariable-USER: ann\r\nVariable-PATH: /docs/a\r\n\r\n");
    assertThat(seen.get()).isNull();
  }

  private String authorizer(String... more) throws IOException {
    return ClientBytes.stdout(exchange(2, params(more), ""));
  }

  @Test
  void handle_authorizer_looksAtThePathThatTheServerHasNormalised() throws IOException {
    assertThat(
            authorizer(
                "DOCUMENT_ROOT", "/srv/", "SCRIPT_FILENAME", "/srv/b", "REQUEST_URI", "/a/../b"))
        .contains("Variable-PATH: /b\r\n");
    assertThat(authorizer()).startsWith("Status: 400 ");
    assertThat(authorizer("SCRIPT_FILENAME", "/srv/b")).startsWith("Status: 400 ");
    assertThat(authorizer("DOCUMENT_ROOT", "/srv")).startsWith("Status: 400 ");
    assertThat(authorizer("DOCUMENT_ROOT", "/srv", "SCRIPT_FILENAME", "/other/b"))
        .startsWith("Status: 400 ");
    assertThat(authorizer("DOCUMENT_ROOT", "/srv", "SCRIPT_FILENAME", "/srv2/b"))
        .startsWith("Status: 400 ");
    assertThat(authorizer("DOCUMENT_ROOT", "/srv", "SCRIPT_FILENAME", "/srv/../b"))
        .startsWith("Status: 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "http", "gopher"})
  void handle_requestScheme_isHttpOrHttps(String scheme) throws IOException {
    answer("REQUEST_SCHEME", scheme, "HTTPS", "off");

    assertThat(seen.get().scheme()).isEqualTo(scheme.equals("https") ? "https" : "http");
  }
}
