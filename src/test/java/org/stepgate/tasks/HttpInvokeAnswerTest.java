package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.tasks.HttpInvokeFixture.GET;
import static org.stepgate.tasks.HttpInvokeFixture.NO_CONTENT;
import static org.stepgate.tasks.HttpInvokeFixture.run;
import static org.stepgate.tasks.Samples.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// What becomes of an answer: an output, or an error.
@Timeout(60)
class HttpInvokeAnswerTest {
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
}
