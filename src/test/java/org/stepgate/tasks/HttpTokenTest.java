package org.stepgate.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.stepgate.tasks.HttpConnection.Authentication;
import org.stepgate.tasks.TaskOutcome.Failed;

/// HTTP calls and their identity tokens.
class HttpTokenTest {
  private static TaskOutcome run(RawServer server, IdentityTokens tokens) throws Exception {
    var connection =
        new HttpConnection(
            new Authentication.IdentityToken("https://aud.example"),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    var config =
        HttpInvokeFixture.config(
            server, HttpTaskConfig.defaults().limits(), Map.of("flows", connection));
    var arguments =
        HttpInvokeFixture.arguments(
            server,
            "{'Method': 'GET', 'ApiEndpoint': 'SERVER', 'Headers': {'Accept': '*/*'},"
                + " 'Authentication': {'ConnectionArn': 'flows'}}");
    try (var runner =
        new HttpInvokeRunner(config, AddressResolver.system(), SSLContext.getDefault(), tokens)) {
      return runner.run(new TaskCall("r", arguments, Samples.IDENTITY, Samples.LONG), _ -> {});
    }
  }

  @Test
  void run_connectionWithAnAudience_sendsATokenForIt() throws Exception {
    try (var server = RawServer.answering(HttpInvokeFixture.NO_CONTENT)) {
      run(server, (audience, call) -> "t0ken." + audience.length() + "." + call.resource());

      assertThat(server.request()).contains("\r\nAuthorization: Bearer t0ken.19.r\r\n");
    }
  }

  @Test
  void run_tokenThatCannotBeMade_failsWithoutACall() throws Exception {
    try (var server = RawServer.answering(HttpInvokeFixture.NO_CONTENT)) {
      assertThat(run(server, IdentityTokens.NONE))
          .isEqualTo(
              new Failed(
                  "Events.ConnectionResource.InternalError",
                  "no identity token can be made: the section workflow-identity is missing"));
      assertThat(server.requests()).isEmpty();
    }
  }
}
