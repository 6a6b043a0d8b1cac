package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.tasks.HttpConnection.Authentication;
import org.stepgate.tasks.TaskOutcome.Failed;

/// HTTP calls and their identity tokens.
class HttpTokenTest {
  private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

  private static TaskOutcome run(RawServer server, IdentityTokens tokens) throws Exception {
    var connections = new LinkedHashMap<String, HttpConnection>();
    connections.put(
        "flows",
        new HttpConnection(
            new Authentication.IdentityToken("https://aud.example"),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>()));
    var config =
        new HttpTaskConfig(
            List.of(AllowedHost.parse("127.0.0.1:" + server.port())),
            List.of(AllowedPrivate.parse("127.0.0.0/8")),
            connections,
            HttpTaskConfig.defaults().limits());
    String arguments =
        ("{\"Method\":\"GET\",\"ApiEndpoint\":\"%s\",\"Headers\":{\"Accept\":\"*/*\"},"
                + "\"Authentication\":{\"ConnectionArn\":\"flows\"}}")
            .formatted(server.url(""));
    try (var runner =
        new HttpInvokeRunner(config, AddressResolver.system(), SSLContext.getDefault(), tokens)) {
      return runner.run(
          new TaskCall(
              "r",
              JsonReader.read(arguments, JsonLimits.NETWORK),
              new TaskIdentity("arn", "State", 0, "key"),
              Duration.ofSeconds(60)),
          _ -> {});
    }
  }

  @Test
  void run_connectionWithAnAudience_sendsATokenForIt() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      run(server, (audience, call) -> "t0ken." + audience.length() + "." + call.resource());

      assertThat(server.request()).contains("\r\nAuthorization: Bearer t0ken.19.r\r\n");
    }
  }

  @Test
  void run_tokenThatCannotBeMade_failsWithoutACall() throws Exception {
    try (var server = RawServer.answering(NO_CONTENT)) {
      assertThat(run(server, IdentityTokens.NONE))
          .isEqualTo(
              new Failed(
                  "Events.ConnectionResource.InternalError",
                  "no identity token can be made: the section workflow-identity is missing"));
      assertThat(server.requests()).isEmpty();
    }
  }
}
