package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.HttpInvokeFixture.configured;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stepgate.tasks.HttpConnection.Authentication;

/// What a watch is shown of HTTP calls, over real connections.
@Timeout(60)
class HttpWatchTest {
  private static final String CALL =
      """
      {'Method': 'POST', 'ApiEndpoint': 'SERVER/a?b=c', 'Headers': {'X-Mine': '1', 'x-token': '2'},
       'QueryParameters': {'q': 'r', 'key': 'own'}, 'RequestBody': {'n': 1, 'pin': 2},
       'Authentication': {'ConnectionArn': 'shop'}}\
      """;
  private static final String ANSWER =
      "HTTP/1.1 201 Made It\r\nContent-Type: application/json\r\nX-A: 1\r\nX-A: 2\r\n\r\n{ }";

  @TempDir Path directory;

  /// Keeps what it is shown.
  private static final class Recorder implements TaskContext, HttpWatch {
    private final boolean secrets;
    private final List<Sent> requests = new ArrayList<>();
    private final List<Received> answers = new ArrayList<>();

    Recorder(boolean secrets) {
      this.secrets = secrets;
    }

    @Override
    public void processStarted(ProcessGroup group) {
      throw new AssertionError("no process is started");
    }

    @Override
    public @Nullable HttpWatch httpWatch() {
      return this;
    }

    @Override
    public boolean revealsSecrets() {
      return secrets;
    }

    @Override
    public void sent(Sent request) {
      requests.add(request);
    }

    @Override
    public void received(Received response) {
      answers.add(response);
    }
  }

  private Recorder watched(RawServer server, String call, boolean secrets) throws Exception {
    Path password = Files.writeString(directory.resolve("password"), "hush\n");
    var connection =
        new HttpConnection(
            new Authentication.Basic("me", new ConfiguredValue.FromFile(password)),
            configured(Map.of("X-Token", "t0ken")),
            configured(Map.of("key", "k3y")),
            configured(Map.of("pin", "4711")));
    var config =
        HttpInvokeFixture.config(server, HttpInvokeFixture.LIMITS, Map.of("shop", connection));
    var recorder = new Recorder(secrets);
    var task =
        new TaskCall(
            TaskRegistry.HTTP_INVOKE,
            HttpInvokeFixture.arguments(server, call),
            Samples.IDENTITY,
            Samples.LONG);
    try (var runner =
            new HttpInvokeRunner(config, AddressResolver.system(), SSLContext.getDefault());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ = threads.submit(() -> runner.run(task, recorder)).get();
    }
    return recorder;
  }

  @Test
  void run_secretsRevealed_showsWhatIsSent() throws Exception {
    try (var server = RawServer.answering(ANSWER)) {
      Recorder seen = watched(server, CALL, true);

      assertThat(seen.requests)
          .containsExactly(
              new HttpWatch.Sent(
                  "http",
                  "POST",
                  server.url("/a?b=c&q=r&key=k3y"),
                  "[Accept-Encoding: identity, Authorization: Basic bWU6aHVzaA==, Content-Type:"
                      + " application/json; charset=utf-8, Idempotency-Key: key-0, User-Agent:"
                      + " Stepgate, X-Mine: 1, x-token: t0ken]",
                  "{\"n\":1,\"pin\":\"4711\"}"));
      assertThat(server.request())
          .startsWith("POST /a?b=c&q=r&key=k3y HTTP/1.1\r\n")
          .contains("\r\nAuthorization: Basic bWU6aHVzaA==\r\n")
          .containsIgnoringCase("\r\nx-token: t0ken\r\n")
          .endsWith("\r\n\r\n{\"n\":1,\"pin\":\"4711\"}");
    }
  }

  @Test
  void run_secretsHidden_leavesOutWhatTheConnectionAdds() throws Exception {
    try (var server = RawServer.answering(ANSWER)) {
      Recorder seen = watched(server, CALL, false);

      assertThat(seen.requests)
          .containsExactly(
              new HttpWatch.Sent(
                  "http",
                  "POST",
                  server.url("/a?b=c&q=r"),
                  "[Accept-Encoding: identity, Content-Type: application/json; charset=utf-8,"
                      + " Idempotency-Key: key-0, User-Agent: Stepgate, X-Mine: 1]",
                  "{\"n\":1}"));
      assertThat(server.request()).contains("key=k3y").contains("4711");
    }
  }

  @Test
  void run_answer_isShownAsItCame() throws Exception {
    try (var server = RawServer.answering(ANSWER)) {
      assertThat(watched(server, CALL, false).answers)
          .containsExactly(
              new HttpWatch.Received(
                  201, "Made It", "[Content-Type: application/json, X-A: 1, X-A: 2]", "{ }"));
    }
  }

  @Test
  void run_answerThatIsAnError_isShown() throws Exception {
    try (var server = RawServer.answering("HTTP/1.1 404 No\r\n\r\nnot here")) {
      assertThat(watched(server, CALL, false).answers)
          .containsExactly(new HttpWatch.Received(404, "No", "[]", "not here"));
    }
  }

  @Test
  void run_answerThatIsNoText_isShownWithoutBody() throws Exception {
    byte[] answer = "HTTP/1.1 200 OK\r\n\r\n\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    try (var server = RawServer.at("127.0.0.1", out -> out.write(answer))) {
      assertThat(watched(server, CALL, false).answers)
          .containsExactly(new HttpWatch.Received(200, "OK", "[]", null));
    }
  }

  @Test
  void run_refusedCall_isNotShown() throws Exception {
    try (var server = RawServer.answering(ANSWER)) {
      Recorder seen =
          watched(server, "{'Method': 'GET', 'ApiEndpoint': 'http://elsewhere.test/'}", true);

      assertThat(seen.requests).isEmpty();
      assertThat(seen.answers).isEmpty();
      assertThat(server.requests()).isEmpty();
    }
  }
}
