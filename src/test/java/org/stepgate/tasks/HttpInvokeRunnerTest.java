package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.HttpConnection.Authentication;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.OutOfTime;
import org.stepgate.tasks.TaskOutcome.Succeeded;

@Timeout(60)
class HttpInvokeRunnerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final HttpTaskLimits LIMITS =
      new HttpTaskLimits(1_000, 1_000, 1_000, Duration.ofSeconds(20), LONG, 8);
  private static final AllowedPrivate LOOPBACK = AllowedPrivate.parse("127.0.0.0/8");
  private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

  @TempDir Path directory;

  @Test
  void run_jsonAnswer_hasTheShapeOfStepFunctions() throws Exception {
    try (var server =
        RawServer.answering(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: 1\r\nx-a: 2\r\n\r\n"
                + "{\"n\":1.50}")) {
      assertThat(run(server, "{'Method': 'GET', 'ApiEndpoint': 'SERVER/a?b=c'}"))
          .isEqualTo(
              new Succeeded(
                  json(
                      "{'Headers': {'content-type': ['application/json'], 'x-a': ['1', '2']},"
                          + " 'ResponseBody': {'n': 1.50}, 'StatusCode': 200, 'StatusText':"
                          + " 'OK'}")));
      assertThat(server.request())
          .startsWith("GET /a?b=c HTTP/1.1\r\n")
          .contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
          .contains("\r\nIdempotency-Key: key-0\r\n")
          .contains("\r\nAccept-Encoding: identity\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "text/plain | hello | 'hello'",
        "none | {} | '{}'",
        "application/problem+json | {\"a\":[]} | {'a':[]}",
        "application/json | {broken | '{broken'",
        "text/plain; charset=iso-8859-1 | \u00e4 | '\u00e4'",
      })
  void run_answerOfType_bodyIsJsonOrText(String type, String body, String expected)
      throws Exception {
    String header = type == null ? "" : "Content-Type: " + type + "\r\n";
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n" + header + "\r\n" + body)) {
      var output = (JsonObject) ((Succeeded) run(server, GET)).output();

      assertThat(output.get("ResponseBody")).isEqualTo(json(expected));
    }
  }

  @Test
  void run_answerThatIsNoText_fails() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n\r\n\u00ff\u00fe")) {
      assertThat(run(server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed", "The answer's body (status 200) is not text in UTF-8"));
    }
  }

  @Test
  void run_methodHeadersQueryAndBody_areSent() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      run(
          server,
          "{'Method': 'PUT', 'ApiEndpoint': 'SERVER/p?x=1', 'Headers': {'X-H': 'v',"
              + " 'idempotency-key': 'mine'}, 'QueryParameters': {'a b': ['1', '&']},"
              + " 'RequestBody': {'k': 'ä'}}");

      assertThat(server.request())
          .startsWith("PUT /p?x=1&a%20b=1&a%20b=%26 HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nX-H: v\r\n")
          .containsIgnoringCase("\r\nidempotency-key: mine\r\n")
          .doesNotContain("key-0")
          .contains("\r\nContent-Type: application/json; charset=utf-8\r\n")
          .endsWith("\r\n\r\n{\"k\":\"ä\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 00-1-2-01", "'traceparent', own"})
  void run_traceContext_isPassedOnUnlessTheDefinitionHasOne(String header, String expected)
      throws Exception {
    String headers = header.isEmpty() ? "" : ", 'Headers': {'Traceparent': 'own'}";
    try (var server = RawServer.answering(NO_CONTENT)) {
      run(
          config(server, LIMITS, Map.of()),
          AddressResolver.system(),
          trust(),
          new TaskCall(
              "r",
              arguments(server, "{'Method': 'GET', 'ApiEndpoint': 'SERVER'" + headers + "}"),
              identity(),
              LONG,
              new TaskCall.Context("00-1-2-01", null, null)));

      assertThat(server.request()).containsIgnoringCase("\r\ntraceparent: " + expected + "\r\n");
    }
  }

  @Test
  void run_urlEncodedBody_isAForm() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      run(
          server,
          "{'Method': 'POST', 'ApiEndpoint': 'SERVER', 'RequestBody': {'k': ['a', 'b']},"
              + " 'Transform': {'RequestBodyEncoding': 'URL_ENCODED', 'RequestEncodingOptions':"
              + " {'ArrayFormat': 'REPEAT'}}}");

      assertThat(server.request())
          .startsWith("POST / HTTP/1.1\r\n")
          .contains("\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n")
          .endsWith("\r\n\r\nk=a&k=b");
    }
  }

  @Test
  void run_basicConnection_addsItsValuesOverTheDefinitions() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), "s3cret\n");
    var connection =
        new HttpConnection(
            new Authentication.Basic("ann", new ConfiguredValue.FromFile(password)),
            values(Map.of("X-H", "theirs")),
            values(Map.of("q", "theirs")),
            values(Map.of("b", "theirs")));
    try (var server = RawServer.answering(NO_CONTENT)) {
      run(
          config(server, LIMITS, Map.of("shop", connection)),
          server,
          "{'Method': 'POST', 'ApiEndpoint': 'SERVER', 'Headers': {'x-h': 'mine', 'X-I': 'mine'},"
              + " 'QueryParameters': {'q': 'mine', 'r': 'mine'}, 'RequestBody': {'b': 'mine', 'c':"
              + " 'mine'}, 'Authentication': {'ConnectionArn':"
              + " 'arn:aws:events:x:1:connection/shop/1'}}");

      assertThat(server.request())
          .startsWith("POST /?r=mine&q=theirs HTTP/1.1\r\n")
          .contains("\r\nAuthorization: Basic YW5uOnMzY3JldA==\r\n")
          .containsIgnoringCase("\r\nX-H: theirs\r\n")
          .contains("\r\nX-I: mine\r\n")
          .endsWith("{\"b\":\"theirs\",\"c\":\"mine\"}");
      assertThat(connection.toString()).doesNotContain("s3cret");
    }
  }

  @Test
  void run_apiKeyConnection_sendsTheKey() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "k3y");
    try (var server = RawServer.answering(NO_CONTENT)) {
      run(
          config(server, LIMITS, Map.of("shop", apiKey(key))),
          server,
          "{'Method': 'GET', 'ApiEndpoint': 'SERVER', 'Authentication': {'ConnectionArn':"
              + " 'shop'}}");

      assertThat(server.request()).contains("\r\nX-Api-Key: k3y\r\n");
    }
  }

  @Test
  void run_secretThatIsNoHeaderValue_failsWithoutRepeatingIt() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "canary\r\nX-Evil: 1");
    try (var server = RawServer.answering(NO_CONTENT)) {
      var outcome =
          (Failed)
              run(
                  config(server, LIMITS, Map.of("shop", apiKey(key))),
                  server,
                  "{'Method': 'GET', 'ApiEndpoint': 'SERVER', 'Authentication': {'ConnectionArn':"
                      + " 'shop'}}");

      assertThat(outcome.cause()).contains("X-Api-Key").doesNotContain("canary");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop | Events.ConnectionResource.InternalError | a secret of the connection cannot be read"
            + " from its file",
        "other | Events.ConnectionResource.ResourceNotFound | Authentication.ConnectionArn: there"
            + " is no connection 'other'",
      })
  void run_unusableConnection_failsAsOnStepFunctions(String name, String error, String cause)
      throws Exception {
    var connections = Map.of("shop", apiKey(directory.resolve("missing")));
    try (var server = RawServer.answering(NO_CONTENT)) {
      assertThat(
              run(
                  config(server, LIMITS, connections),
                  server,
                  "{'Method': 'GET', 'ApiEndpoint': 'SERVER', 'Authentication': {'ConnectionArn': '"
                      + name
                      + "'}}"))
          .isEqualTo(new Failed(error, cause));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void run_status404_failsWithTheAnswerAsCause() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 404 Gone Fishing\r\nA: b\r\n\r\nno such")) {
      assertThat(run(server, GET))
          .isEqualTo(
              new Failed(
                  "States.Http.StatusCode.404",
                  "{\"Headers\":{\"a\":[\"b\"]},\"ResponseBody\":\"no such\",\"StatusCode\":404,"
                      + "\"StatusText\":\"Gone Fishing\"}"));
    }
  }

  @Test
  void t28_redirect_isNotFollowed() throws Exception {
    try (var target = RawServer.answering(NO_CONTENT);
        var server =
            RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: " + target.url("/secret") + "\r\n\r\n")) {
      assertThat(((Failed) run(server, GET)).error()).isEqualTo("States.Http.StatusCode.302");
      assertThat(target.requests()).isEmpty();
    }
  }

  @Test
  void run_challenge_isNotAnswered() throws Exception {
    try (var server =
        RawServer.answering("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\n\r\n")) {
      assertThat(((Failed) run(server, GET)).error()).isEqualTo("States.Http.StatusCode.401");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void t28_privateAddressNotAllowed_isRefusedBeforeConnecting() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      var config =
          new HttpTaskConfig(
              List.of(AllowedHost.parse("127.0.0.1:" + server.port())),
              List.of(),
              new LinkedHashMap<>(),
              LIMITS);

      assertThat(run(config, server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "The address 127.0.0.1 of '127.0.0.1' is not public, and not allowed for HTTP"
                      + " tasks at port "
                      + server.port()));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void run_noHostsAllowed_isRefused() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      assertThat(run(HttpTaskConfig.defaults(), server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "The host '127.0.0.1' at port %d is not among the allowed hosts of HTTP tasks"
                      .formatted(server.port())));
    }
  }

  @Test
  void t28_nameAnswersDifferentlyTheSecondTime_connectsToTheCheckedAddress() throws Exception {
    try (var checked = RawServer.at("127.0.0.2", out -> out.write(bytes(NO_CONTENT)));
        var other =
            RawServer.on(
                new ServerSocket(checked.port(), 50, InetAddress.ofLiteral("127.0.0.1")),
                out -> out.write(bytes(NO_CONTENT)))) {
      var lookups = new AtomicInteger();
      AddressResolver rebinding =
          _ ->
              List.of(
                  InetAddress.ofLiteral(
                      lookups.getAndIncrement() == 0 ? "127.0.0.2" : "127.0.0.1"));
      var config = named("rebind.test", checked.port(), "127.0.0.2/32");

      var outcome = run(config, rebinding, trust(), get("http://rebind.test:" + checked.port()));

      assertThat(outcome).isInstanceOf(Succeeded.class);
      assertThat(lookups).hasValue(1);
      assertThat(checked.request()).contains("\r\nHost: rebind.test:" + checked.port() + "\r\n");
      assertThat(other.requests()).isEmpty();

      assertThat(run(config, rebinding, trust(), get("http://rebind.test:" + checked.port())))
          .isInstanceOf(Failed.class);
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void t28_oneOfSeveralAddressesNotAllowed_isRefused() throws Exception {
    AddressResolver mixed =
        _ -> List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("169.254.169.254"));
    var config = named("mixed.test", 80, "127.0.0.2/32");

    assertThat(((Failed) run(config, mixed, trust(), get("http://mixed.test"))).cause())
        .contains("169.254.169.254 of 'mixed.test' is not public");
  }

  @Test
  void run_unknownHost_failsAsSocketError() throws Exception {
    AddressResolver none =
        host -> {
          throw new UnknownHostException(host);
        };

    assertThat(run(named("none.test", 80, "127.0.0.2/32"), none, trust(), get("http://none.test")))
        .isEqualTo(
            new Failed(
                "States.Http.Socket",
                "The call failed: UnknownHostException: none.test was not found"));
  }

  @Test
  void run_nothingListens_failsAsSocketError() throws Exception {
    int port;
    try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = listener.getLocalPort();
    }
    var config = named("127.0.0.1", port, "127.0.0.1");

    assertThat(
            ((Failed)
                    run(config, AddressResolver.system(), trust(), get("http://127.0.0.1:" + port)))
                .error())
        .isEqualTo("States.Http.Socket");
  }

  @ParameterizedTest
  @CsvSource({"999, true", "1000, true", "1001, false"})
  void t29_bodyAtTheLimit_isCutPastIt(int bodyBytes, boolean fits) throws Exception {
    for (String framing : new String[] {"", "Content-Length: " + bodyBytes + "\r\n"}) {
      try (var server =
          RawServer.answering("HTTP/1.1 200 OK\r\n" + framing + "\r\n" + "x".repeat(bodyBytes))) {
        TaskOutcome outcome = run(server, GET);

        if (fits) {
          assertThat(outcome).isInstanceOf(Succeeded.class);
        } else {
          assertThat(outcome)
              .isEqualTo(
                  new Failed("States.TaskFailed", "The answer's body is larger than 1000 bytes"));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void run_requestBodyAtTheLimit_isRefusedPastIt(int bodyBytes, boolean fits) throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      TaskOutcome outcome =
          run(
              server,
              "{'Method': 'POST', 'ApiEndpoint': 'SERVER', 'RequestBody': '"
                  + "x".repeat(bodyBytes)
                  + "'}");

      assertThat(outcome instanceof Succeeded).isEqualTo(fits);
      assertThat(server.requests()).hasSize(fits ? 1 : 0);
    }
  }

  @Test
  void t29_endlessBody_isCut() throws Exception {
    assertCut("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(100), "body is larger than 1000 bytes");
  }

  @Test
  void t29_endlessChunks_areCut() throws Exception {
    assertCut(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1\r\nx\r\n",
        "body is larger than 1000 bytes");
  }

  @Test
  void run_endlessBodyOfRefusedEncoding_isCut() throws Exception {
    assertCut(
        "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n",
        "1\r\nx\r\n",
        "encoded as 'br'");
  }

  @Test
  void run_endlessTrailer_isCut() throws Exception {
    assertCut(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        "X: y\r\n",
        "head has more than 128 fields or 1000 bytes");
  }

  @Test
  void run_endlessHeaderLine_isCut() throws Exception {
    assertCut("HTTP/1.1 200 OK\r\nX: ", "x", "head has more than 128 fields or 1000 bytes");
  }

  @Test
  void run_endlessHeaderFields_areCut() throws Exception {
    assertCut("HTTP/1.1 200 OK\r\n", "X: y\r\n", "head has more than 128 fields or 1000 bytes");
  }

  @Test
  void run_manyMiddlingHeaderFields_areRefused() throws Exception {
    String fields = ("X: " + "y".repeat(400) + "\r\n").repeat(3);
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\n" + fields + "\r\n")) {
      assertThat(run(server, GET))
          .isEqualTo(
              new Failed("States.TaskFailed", "The answer's head is larger than 1000 bytes"));
    }
  }

  @Test
  void t29_compressedBomb_isRefused() throws Exception {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(new byte[100_000]);
    }
    try (var server =
        RawServer.at(
            "127.0.0.1",
            out -> {
              out.write(bytes("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"));
              compressed.writeTo(out);
            })) {
      assertThat(run(server, GET))
          .isEqualTo(
              new Failed(
                  "States.TaskFailed",
                  "The answer is encoded as 'gzip', though none but identity was accepted"));
    }
  }

  @Test
  void run_notHttp_failsAsSocketError() throws Exception {
    try (var server = RawServer.answering("SSH-2.0-OpenSSH\r\n")) {
      assertThat(((Failed) run(server, GET)).error()).isEqualTo("States.Http.Socket");
    }
  }

  @Test
  void run_connectionClosedEarly_failsAsSocketError() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
      assertThat(((Failed) run(server, GET)).error()).isEqualTo("States.Http.Socket");
    }
  }

  @ParameterizedTest
  @MethodSource
  void t29_slowDrip_endsWithTheTime(int callMillis, int totalMillis, TaskOutcome expected)
      throws Exception {
    try (var server = RawServer.at("127.0.0.1", out -> drip(out, "HTTP/1.1 200 OK\r\n\r\n"))) {
      var limits =
          new HttpTaskLimits(
              1_000, 1_000_000_000, 1_000, LIMITS.connectTime(), Duration.ofMillis(totalMillis), 8);
      var call =
          new TaskCall("r", arguments(server, GET), identity(), Duration.ofMillis(callMillis));

      TaskOutcome outcome =
          run(config(server, limits, Map.of()), AddressResolver.system(), trust(), call);

      assertThat(outcome).isEqualTo(expected);
    }
  }

  static Stream<Arguments> t29_slowDrip_endsWithTheTime() {
    return Stream.of(
        Arguments.of(100, 60_000, new OutOfTime()),
        Arguments.of(
            60_000,
            100,
            new Failed("States.Http.Socket", "There was no complete answer within PT0.1S")));
  }

  @Test
  void run_interimAnswersWithoutEnd_endWithTheTime() throws Exception {
    try (var server =
        RawServer.at("127.0.0.1", out -> drip(out, "HTTP/1.1 100 Continue\r\n\r\n"))) {
      var call = new TaskCall("r", arguments(server, GET), identity(), Duration.ofMillis(100));

      TaskOutcome outcome =
          run(config(server, LIMITS, Map.of()), AddressResolver.system(), trust(), call);

      assertThat(outcome).isEqualTo(new OutOfTime());
    }
  }

  @Test
  void run_interrupted_closesTheConnection() throws Exception {
    var asked = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    try (var server =
            RawServer.at(
                "127.0.0.1",
                out -> {
                  asked.countDown();
                  flood(out, "HTTP/1.1 100 Continue\r\n\r\n", closed);
                });
        var runner =
            new HttpInvokeRunner(
                config(server, LIMITS, Map.of()), AddressResolver.system(), trust())) {
      var result = new CompletableFuture<TaskOutcome>();
      Thread caller =
          Thread.startVirtualThread(() -> {
            try {
              result.complete(
                  runner.run(new TaskCall("r", arguments(server, GET), identity(), LONG), _ -> {}));
            } catch (InterruptedException e) {
              result.completeExceptionally(e);
            }
          });

      asked.await();
      caller.interrupt();

      closed.await();
      assertThatThrownBy(result::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void run_tls_checksTheHostNameOfThePinnedAddress() throws Exception {
    SSLContext context = selfSigned("good.test");
    try (var server =
        RawServer.on(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")),
            out -> out.write(bytes(NO_CONTENT)))) {
      AddressResolver local = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
      var good = named("good.test", server.port(), "127.0.0.1");
      var evil = named("evil.test", server.port(), "127.0.0.1");

      assertThat(run(good, local, context, get("https://good.test:" + server.port())))
          .isInstanceOf(Succeeded.class);
      assertThat(((Failed) run(evil, local, context, get("https://evil.test:" + server.port()))))
          .extracting(Failed::error, Failed::cause)
          .satisfies(values -> {
            assertThat(values.get(0)).isEqualTo("States.Http.Socket");
            assertThat(values.get(1).toString()).contains("evil.test");
          });
      assertThat(((Failed) run(good, local, trust(), get("https://good.test:" + server.port()))))
          .extracting(Failed::error)
          .isEqualTo("States.Http.Socket");
      assertThat(server.requests()).hasSize(1);
    }
  }

  private static final String GET = "{'Method': 'GET', 'ApiEndpoint': 'SERVER'}";

  private static void assertCut(String start, String repeated, String cause) throws Exception {
    var closed = new CountDownLatch(1);
    try (var server =
        RawServer.at(
            "127.0.0.1",
            out -> {
              out.write(bytes(start));
              flood(out, repeated, closed);
            })) {
      var outcome = (Failed) run(server, GET);

      assertThat(outcome.error()).isEqualTo("States.TaskFailed");
      assertThat(outcome.cause()).contains(cause);
      closed.await();
    }
  }

  /// Writes the text again and again, slowly, until the client closes the connection.
  private static void drip(OutputStream out, String text) throws IOException {
    try {
      while (true) {
        out.write(bytes(text));
        out.flush();
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Writes the text again and again until the client closes the connection.
  private static void flood(OutputStream out, String text, CountDownLatch closed) {
    try {
      while (true) {
        out.write(bytes(text));
        out.flush();
      }
    } catch (IOException e) {
      closed.countDown();
    }
  }

  private static TaskOutcome run(RawServer server, String arguments) throws Exception {
    return run(config(server, LIMITS, Map.of()), server, arguments);
  }

  private static TaskOutcome run(HttpTaskConfig config, RawServer server, String arguments)
      throws Exception {
    return run(
        config,
        AddressResolver.system(),
        trust(),
        new TaskCall("r", arguments(server, arguments), identity(), LONG));
  }

  private static TaskOutcome run(
      HttpTaskConfig config, AddressResolver resolver, SSLContext tls, TaskCall call)
      throws Exception {
    try (var runner = new HttpInvokeRunner(config, resolver, tls);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(() -> runner.run(call, _ -> {})).get();
    }
  }

  private static TaskCall get(String url) {
    return new TaskCall(
        "r", json("{'Method': 'GET', 'ApiEndpoint': '" + url + "'}"), identity(), LONG);
  }

  private static JsonValue arguments(RawServer server, String arguments) {
    return json(arguments.replace("SERVER", server.url("")));
  }

  private static HttpTaskConfig config(
      RawServer server, HttpTaskLimits limits, Map<String, HttpConnection> connections) {
    return new HttpTaskConfig(
        List.of(AllowedHost.parse("127.0.0.1:" + server.port())),
        List.of(LOOPBACK),
        new LinkedHashMap<>(connections),
        limits);
  }

  private static HttpTaskConfig named(String host, int port, String allowedPrivate) {
    return new HttpTaskConfig(
        List.of(AllowedHost.parse(host + ":" + port)),
        List.of(AllowedPrivate.parse(allowedPrivate)),
        new LinkedHashMap<>(),
        LIMITS);
  }

  private static HttpConnection apiKey(Path file) {
    return new HttpConnection(
        new Authentication.ApiKey("X-Api-Key", new ConfiguredValue.FromFile(file)),
        values(Map.of()),
        values(Map.of()),
        values(Map.of()));
  }

  private static SequencedMap<String, ConfiguredValue> values(Map<String, String> texts) {
    var values = new LinkedHashMap<String, ConfiguredValue>();
    texts.forEach((name, text) -> values.put(name, new ConfiguredValue.Plain(text)));
    return values;
  }

  private static TaskIdentity identity() {
    return new TaskIdentity("arn:aws:states:local:0:execution:m:n", "Ask", 0, "key-0");
  }

  private static SSLContext trust() throws Exception {
    return SSLContext.getDefault();
  }

  /// A context that has, and trusts, a certificate for one name.
  private SSLContext selfSigned(String name) throws Exception {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), "changeit".toCharArray());
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, "changeit".toCharArray());
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(keys);
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text.replace('\'', '"'), JsonLimits.NETWORK);
  }
}
