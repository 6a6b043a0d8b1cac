package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;

/// Executions through the control API: what is told of them, how they are stopped and redriven.
class ControlExecutionsTest extends ControlApiFixture {
  @Test
  void result_whileItRuns_is202() {
    var name = running();
    rig.now = FakeWorkflows.START.plusSeconds(50);

    var response = rig.get(BASE + name + "/result");

    assertThat(response.status()).isEqualTo(202);
    assertThat(GatewayRig.header(response, "Retry-After")).isEqualTo("5");
    assertThat(GatewayRig.header(response, "Location"))
        .isEqualTo("/stepgate/executions/embedded%3AOrders%3A" + name + "/result");
  }

  @Test
  void result_whenItHasEnded_isWhatTheRequestWouldHaveHad() {
    rig.workflows.ending = _ -> Ending.output("{\"done\":true}");
    var first = rig.post("/orders", "1");
    var name = rig.workflows.started.getFirst().name();

    var polled = rig.get(BASE + name + "/result");

    assertThat(polled.status()).isEqualTo(200);
    assertThat(polled.content()).isEqualTo(first.content());
    assertThat(polled.headers().without("ETag")).isEqualTo(first.headers());
    var again =
        rig.send(
            HttpRequest.of("GET", BASE + name + "/result")
                .withHeader("if-none-match", GatewayRig.header(polled, "ETag")));
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void result_ofAFailure_followsTheErrorsTableOfItsRoute() {
    var name = running();
    rig.workflows.end(name, Ending.error(ExecutionStatus.FAILED, "No", "cause"));

    assertThat(rig.get(BASE + name + "/result").status()).isEqualTo(418);

    rig.activate(RouteConfig.of("other", "POST", "/orders", "Orders"));
    assertThat(rig.get(BASE + name + "/result").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"wait=20, 20, wait=20", "wait=61, 60, ''"})
  void result_withPreference_waits(String prefer, int seconds, String applied) {
    var name = running();

    var response =
        rig.send(HttpRequest.of("GET", BASE + name + "/result").withHeader("prefer", prefer));

    assertThat(response.status()).isEqualTo(202);
    assertThat(rig.workflows.waits.getLast()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(GatewayRig.header(response, "Preference-Applied")).isEqualTo(applied);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/result", "/history", "/definition"})
  void execution_thatIsNotThere_is404(String what) {
    assertThat(rig.get(BASE + "nothing" + what).status()).isEqualTo(404);
    assertThat(rig.get("/stepgate/executions/other:Orders:n" + what).status()).isEqualTo(404);
    assertThat(rig.get("/stepgate/executions/no-id" + what).status()).isEqualTo(404);
    assertThat(rig.get("/stepgate/executions/a:b:c<" + what).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/result", "/history", "/definition"})
  void t22_executionOfSomeoneElse_isAnsweredAsOneThatIsNotThere(String what) {
    var name = running();
    var missing = rig.get(BASE + "nothing" + what);
    rig.policy =
        (_, _, resource, _) ->
            resource instanceof Resource.Execution
                ? new Decision.Deny("not yours")
                : Decision.Allow.UNASKED;

    assertThat(rig.get(BASE + name + what)).isEqualTo(missing);
    assertThat(rig.post(BASE + name + "/stop", "")).isEqualTo(missing);
    assertThat(rig.workflows.executions.get(name).status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(array(rig.get("/stepgate/executions"), "executions").size()).isZero();
  }

  @Test
  void describe_execution_showsItWhole() {
    rig.workflows.ending = _ -> Ending.output("[1]");
    rig.post("/orders", "{\"a\":1}");
    var name = rig.workflows.started.getFirst().name();

    var shown = GatewayRig.json(rig.get(BASE + name));

    assertThat(shown.string("id")).isEqualTo("embedded:Orders:" + name);
    assertThat(shown.string("status")).isEqualTo("SUCCEEDED");
    assertThat(shown.string("startTime")).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(shown.string("stopTime")).isEqualTo("2026-01-31T12:00:01Z");
    assertThat(shown.string("route")).isEqualTo("orders");
    assertThat(shown.get("input")).hasToString("{\"a\":1}");
    assertThat(shown.get("output")).hasToString("[1]");
    assertThat(shown.get("caller")).hasToString("{\"subject\":\"anonymous\"}");
  }

  @Test
  void history_pageByPage_passesItsParametersOn() {
    var name = running();

    var first = GatewayRig.json(rig.get(BASE + name + "/history?reverse=true&limit=7"));
    var last = GatewayRig.json(rig.get(BASE + name + "/history?pageToken=next"));

    assertThat(first)
        .hasToString("{\"events\":[{\"reverse\":true,\"max\":7}],\"nextPageToken\":\"next\"}");
    assertThat(last).hasToString("{\"events\":[{\"reverse\":false,\"max\":100}]}");
  }

  @Test
  void definition_ofAnExecution_isItsMachine() {
    var shown = GatewayRig.json(rig.get(BASE + running() + "/definition"));

    assertThat(shown.string("name")).isEqualTo("Orders");
    assertThat(shown.get("definition")).hasToString("{\"StartAt\":\"A\"}");
  }

  @Test
  void list_parameters_becomeTheQuery() {
    running();
    running();

    var page =
        GatewayRig.json(
            rig.get(
                "/stepgate/executions?machine=Orders&status=RUNNING"
                    + "&since=2026-01-31T12:00:00Z&limit=1000&pageToken=p&unknown=1"));

    assertThat(rig.workflows.lastQuery)
        .isEqualTo(
            new ExecutionQuery(
                "Orders",
                ExecutionStatus.RUNNING,
                Instant.parse("2026-01-31T12:00:00Z"),
                1_000,
                "p"));
    assertThat(((JsonArray) page.get("executions")).size()).isEqualTo(2);
    assertThat(page.string("nextPageToken")).isEqualTo("more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=running",
        "since=yesterday",
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=1&limit=2",
        "engine=aws"
      })
  void list_malformedParameter_isRefused(String query) {
    assertThat(rig.get("/stepgate/executions?" + query).status()).isEqualTo(400);
  }

  @Test
  void stop_execution_endsIt() {
    var name = running();

    var stopped = rig.post(BASE + name + "/stop", "{\"error\":\"E\",\"cause\":\"why\"}");

    assertThat(stopped.status()).isEqualTo(200);
    assertThat(GatewayRig.json(stopped).string("status")).isEqualTo("ABORTED");
    assertThat(GatewayRig.json(stopped).string("error")).isEqualTo("E");
    assertThat(rig.get(BASE + name + "/result").status()).isEqualTo(409);
    assertThat(rig.post(BASE + name + "/stop", "").status()).isEqualTo(200);
    assertThat(rig.post(BASE + "nothing/stop", "").status()).isEqualTo(404);
  }

  @Test
  void redrive_stoppedExecution_goesOn() {
    var name = running();
    assertThat(rig.post(BASE + name + "/redrive", "").status()).isEqualTo(409);
    rig.post(BASE + name + "/stop", "");

    var redriven = rig.post(BASE + name + "/redrive", "");

    assertThat(redriven.status()).isEqualTo(200);
    assertThat(GatewayRig.json(redriven).string("status")).isEqualTo("RUNNING");
    assertThat(rig.post(BASE + "nothing/redrive", "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{\"other\":1}", "{\"error\":1}", "{", "\"a\""})
  void stop_malformedBody_isRefused(String body) {
    var name = running();

    assertThat(rig.post(BASE + name + "/stop", body).status()).isEqualTo(400);
    assertThat(rig.workflows.executions.get(name).status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void stop_ofOneThatMayBeSeenOnly_is403() {
    var name = running();
    rig.policy =
        (_, action, _, _) ->
            action == Action.READ ? Decision.Allow.UNASKED : new Decision.Deny("no");

    assertThat(rig.post(BASE + name + "/stop", "").status()).isEqualTo(403);
    assertThat(rig.workflows.executions.get(name).status()).isEqualTo(ExecutionStatus.RUNNING);
  }

  /// Web servers decode `%2F`, which divides the path then.
  @Test
  void id_ofAChildOfAMap_isFoundByItsLinks() {
    var id = new ExecutionId("embedded", "Orders/Each", "c1");
    rig.workflows.executions.put(
        id.name(), FakeWorkflows.described(id, Ending.output("1"), "{}", null, null));

    assertThat(Links.execution(id)).isEqualTo("/stepgate/executions/embedded%3AOrders~Each%3Ac1");
    assertThat(GatewayRig.json(rig.get("/stepgate/executions/embedded:Orders~Each:c1")).toString())
        .startsWith("{\"id\":\"embedded:Orders/Each:c1\"");
  }

  @Test
  void id_percentEncodedInALocation_isFoundAgain() {
    var id = new ExecutionId("embedded", "Orders", "é'(ok)");
    rig.workflows.executions.put(
        id.name(), FakeWorkflows.described(id, Ending.output("1"), "{}", null, null));
    var location = Links.result(id);

    assertThat(location)
        .isEqualTo("/stepgate/executions/embedded%3AOrders%3A%C3%A9%27%28ok%29/result");
    assertThat(rig.get("/stepgate/executions/" + id + "/result").status()).isEqualTo(200);
  }
}
