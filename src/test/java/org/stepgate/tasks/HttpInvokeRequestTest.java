package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.HttpInvokeFixture.LIMITS;
import static org.stepgate.tasks.HttpInvokeFixture.NO_CONTENT;
import static org.stepgate.tasks.HttpInvokeFixture.arguments;
import static org.stepgate.tasks.HttpInvokeFixture.config;
import static org.stepgate.tasks.HttpInvokeFixture.configured;
import static org.stepgate.tasks.HttpInvokeFixture.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.tasks.HttpConnection.Authentication;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// What an HTTP task sends: request, connection and their limits.
@Timeout(60)
class HttpInvokeRequestTest {
  @TempDir Path directory;

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
          new TaskCall(
              "r",
              arguments(server, "{'Method': 'GET', 'ApiEndpoint': 'SERVER'" + headers + "}"),
              Samples.IDENTITY,
              Samples.LONG,
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
            configured(Map.of("X-H", "theirs")),
            configured(Map.of("q", "theirs")),
            configured(Map.of("b", "theirs")));
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

  private static HttpConnection apiKey(Path file) {
    return new HttpConnection(
        new Authentication.ApiKey("X-Api-Key", new ConfiguredValue.FromFile(file)),
        configured(Map.of()),
        configured(Map.of()),
        configured(Map.of()));
  }
}
