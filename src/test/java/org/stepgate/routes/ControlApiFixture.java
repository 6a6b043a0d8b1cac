package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.routes.ReplyConfig.ErrorReply;

/// A gateway of one route, asked through its control API.
abstract class ControlApiFixture {
  static final RouteConfig ORDERS =
      RouteConfig.of("orders", "POST", "/orders", "Orders")
          .withReply(
              ReplyConfig.defaults().withErrors(Map.of("No", new ErrorReply(418, "No tea."))));
  static final String BASE = "/stepgate/executions/embedded:Orders:";

  final GatewayRig rig = new GatewayRig(ORDERS);

  /// Starts an execution that goes on.
  String running() {
    rig.workflows.ending = _ -> Ending.RUNNING;
    rig.post("/orders", "{\"a\":1}");
    return rig.workflows.started.getLast().name();
  }

  /// A list of an answer.
  static JsonArray array(HttpResponse response, String name) {
    assertThat(response.status()).isEqualTo(200);
    return (JsonArray) GatewayRig.json(response).get(name);
  }
}
