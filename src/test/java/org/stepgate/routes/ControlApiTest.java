package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Origin;
import org.stepgate.audit.RequestAudit;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.routes.ReplyConfig.ErrorReply;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RunOutcome;

class ControlApiTest {
  private static final RouteConfig ORDERS =
      RouteConfig.of("orders", "POST", "/orders", "Orders")
          .withReply(
              ReplyConfig.defaults().withErrors(Map.of("No", new ErrorReply(418, "No tea."))));
  private static final String BASE = "/stepgate/executions/embedded:Orders:";

  private final GatewayRig rig = new GatewayRig(ORDERS);

  private String running() {
    rig.workflows.ending = _ -> Ending.RUNNING;
    rig.post("/orders", "{\"a\":1}");
    return rig.workflows.started.getLast().name();
  }

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
  void start_byName_is202() {
    rig.workflows.ending = _ -> Ending.RUNNING;

    var response =
        rig.post("/stepgate/machines/Orders/executions", "{\"name\":\"mine\",\"input\":[1]}");

    assertThat(response.status()).isEqualTo(202);
    assertThat(GatewayRig.header(response, "Location")).endsWith("Orders%3Amine/result");
    var run = rig.workflows.started.getFirst();
    assertThat(run.name()).isEqualTo("mine");
    assertThat(run.nameIsKey()).isTrue();
    assertThat(run.fingerprint()).isNull();
    assertThat(run.route()).isNull();
    assertThat(run.input()).hasToString("[1]");
    assertThat(run.waitBudget()).isZero();
    assertThat(rig.post("/stepgate/machines/Orders/executions", "{\"name\":\"mine\"}").status())
        .isEqualTo(409);
  }

  @Test
  void start_withoutBody_hasARandomNameAndNoInput() {
    rig.send(
        HttpRequest.of("POST", "/stepgate/machines/Orders/executions")
            .withHeader("prefer", "wait=9"));

    var run = rig.workflows.started.getFirst();
    assertThat(run.name()).matches("[a-z2-7]{26}");
    assertThat(run.nameIsKey()).isFalse();
    assertThat(run.input()).hasToString("{}");
    assertThat(run.waitBudget()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void start_withKey_isOneExecution() {
    var request =
        HttpRequest.of("POST", "/stepgate/machines/Orders/executions")
            .withHeader("idempotency-key", "k");

    var first = rig.send(request);
    var second = rig.send(request);
    var other = rig.send(request.withBody(Body.of("{\"input\":1}")));

    assertThat(second).isEqualTo(first);
    assertThat(other.status()).isEqualTo(422);
    assertThat(rig.workflows.started).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Orders | {\"name\":\"a:b\"} | 400",
        "Orders | {\"name\":\"\"}    | 400",
        "Orders | {\"name\":1}       | 400",
        "Orders | {\"x\":1}          | 400",
        "Orders | [                  | 400",
        "Nobody | {}                 | 404",
      })
  void start_malformed_isRefused(String machine, String body, int status) {
    assertThat(rig.post("/stepgate/machines/" + machine + "/executions", body).status())
        .isEqualTo(status);
    assertThat(rig.workflows.started).isEmpty();
  }

  @Test
  void start_nameAndKey_isRefused() {
    var both =
        GatewayRig.posting("/stepgate/machines/Orders/executions", "{\"name\":\"a\"}")
            .withHeader("idempotency-key", "k");

    assertThat(rig.send(both).status()).isEqualTo(400);
  }

  @Test
  void start_whenOverloaded_is503() {
    rig.workflows.refusal = new RunOutcome.Overloaded(Duration.ofSeconds(3));

    assertThat(rig.post("/stepgate/machines/Orders/executions", "").status()).isEqualTo(503);
  }

  @Test
  void start_callerWhoMayNot_is403() {
    rig.policy =
        (_, action, _, _) ->
            action == Action.INVOKE ? new Decision.Deny("no") : Decision.Allow.UNASKED;

    assertThat(rig.post("/stepgate/machines/Orders/executions", "").status()).isEqualTo(403);
  }

  @Test
  void t22_machineThatMayNotBeSeen_isAnsweredAsOneThatIsNotThere() {
    rig.caller = new Principal("issuer", "alice", List.of(), JsonObject.EMPTY);
    var missing = rig.post("/stepgate/machines/Nothing/executions", "");
    rig.policy = (_, _, _, _) -> new Decision.Deny("no");

    assertThat(rig.post("/stepgate/machines/Orders/executions", "")).isEqualTo(missing);
  }

  @Test
  void t22_routeThatMayNotBeSeen_isAnsweredAsOneThatIsNotThere() {
    rig.caller = new Principal("issuer", "alice", List.of(), JsonObject.EMPTY);
    var missing = rig.post("/nothing", "");
    rig.policy = (_, _, _, _) -> new Decision.Deny("no");

    assertThat(rig.post("/orders", "")).isEqualTo(missing);
    rig.policy =
        (_, action, _, _) ->
            action == Action.INVOKE ? new Decision.Deny("no") : Decision.Allow.UNASKED;
    assertThat(rig.post("/orders", "").status()).isEqualTo(403);
    rig.caller = Principal.ANONYMOUS;
    rig.policy = (_, _, _, _) -> new Decision.Deny("no");
    assertThat(rig.post("/orders", "").status()).isEqualTo(403);
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

  @Test
  void lists_showWhatTheCallerMaySee() {
    rig.policy =
        (_, _, resource, _) ->
            resource.equals(new Resource.Machine("embedded", "Reports"))
                ? Decision.Allow.UNASKED
                : new Decision.Deny("no");

    assertThat(array(rig.get("/stepgate/machines"), "machines").stream())
        .singleElement()
        .satisfies(machine -> assertThat(machine.toString()).contains("Reports"));
    assertThat(array(rig.get("/stepgate/routes"), "routes").size()).isZero();
  }

  @Test
  void routes_showWhatIsConfigured() {
    assertThat(array(rig.get("/stepgate/routes"), "routes").get(0))
        .hasToString(
            "{\"id\":\"orders\",\"method\":\"POST\",\"path\":\"/orders\",\"engine\":\"embedded\","
                + "\"machine\":\"Orders\",\"requireIdempotencyKey\":false,\"keyed\":false,"
                + "\"waitMillis\":5000,\"waitMaxMillis\":60000,\"bodyMaxBytes\":10485760}");
  }

  @Test
  void me_isTheCaller() {
    assertThat(GatewayRig.json(rig.get("/stepgate/me"))).isEqualTo(rig.caller.toJson());
  }

  @Test
  void me_isOnRecord() {
    var records = new ArrayList<AuditRecord>();

    var _ =
        RequestAudit.during(
            new Origin("r1", "", null), () -> rig.now, records::add, () -> rig.get("/stepgate/me"));

    assertThat(records)
        .extracting(AuditRecord::event)
        .containsExactly(new AuditEvent.CallerShown());
    assertThat(records.getFirst().cause().actor()).isEqualTo(Actor.of(rig.caller));
  }

  @ParameterizedTest
  @ValueSource(strings = {"executions", "machines", "routes", "me", "health", "openapi.json"})
  void answers_areNotStored(String what) {
    assertThat(GatewayRig.header(rig.get("/stepgate/" + what), "Cache-Control"))
        .isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"executions", "approvals", "machines", "routes", "me", "openapi.json"})
  void t23_anythingButHealth_beforeAConfigurationIsInForce_is503(String path) {
    HttpResponse response = GatewayRig.unconfigured().get("/stepgate/" + path);

    assertThat(response.status()).isEqualTo(503);
    assertThat(GatewayRig.header(response, "Retry-After")).isEqualTo("2");
  }

  @Test
  void health_followsWhatIsServed() {
    var empty = GatewayRig.unconfigured();
    assertThat(empty.get("/stepgate/health").status()).isEqualTo(503);

    empty.activate(ORDERS);
    assertThat(empty.get("/stepgate/health").content())
        .hasToString("{\"status\":\"ok\",\"generation\":7}");

    empty.serving.drain();
    assertThat(empty.get("/stepgate/health").status()).isEqualTo(503);
    assertThat(empty.post("/orders", "1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/stepgate",
        "/stepgate/",
        "/stepgate/nothing",
        "/stepgate/executions/",
        "/stepgate/executions/a/b/c",
        "/stepgate/signals"
      })
  void unknownOperation_is404(String path) {
    var wide =
        new GatewayRig(RouteConfig.of("all", "GET", "/{any+}", "Orders").withKey("request.path"));

    assertThat(wide.get(path).status()).isEqualTo(404);
    assertThat(wide.get("/stepgates").status()).isEqualTo(200);
  }

  @Test
  void otherMethod_saysWhatIsAllowed() {
    var response = rig.post("/stepgate/health", "");

    assertThat(response.status()).isEqualTo(405);
    assertThat(GatewayRig.header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void contract_namesEveryOperationAndRoute() {
    rig.activate(
        ORDERS,
        RouteConfig.of("files", "GET", "/files/{id}/{path+}", "Orders").withKey("request.path"));

    var contract = GatewayRig.json(rig.get("/stepgate/openapi.json"));

    assertThat(contract.string("openapi")).startsWith("3.1.");
    var ids = new ArrayList<String>();
    var paths = (JsonObject) contract.get("paths");
    paths
        .members()
        .forEach((path, item) ->
            ((JsonObject) item)
                .members()
                .forEach((method, operation) -> {
                  assertThat(method).isIn("get", "post");
                  checkOperation(contract, path, (JsonObject) operation);
                  ids.add(((JsonObject) operation).string("operationId"));
                }));
    assertThat(ids)
        .containsExactlyInAnyOrder(
            "route.orders",
            "route.files",
            "listExecutions",
            "describeExecution",
            "getResult",
            "getHistory",
            "getDefinition",
            "stopExecution",
            "redriveExecution",
            "endTask",
            "listMachines",
            "startExecution",
            "listSchedules",
            "pauseSchedule",
            "resumeSchedule",
            "listApprovals",
            "describeApproval",
            "decideApproval",
            "listRoutes",
            "getMe",
            "getHealth",
            "getContract");
    assertThat(paths.members()).containsKey("/files/{id}/{path}");
    assertThat(((JsonObject) paths.get("/orders")).toString()).contains("\"418\"", "No tea.");
  }

  private static void checkOperation(JsonObject contract, String path, JsonObject operation) {
    var named = new HashSet<String>();
    var inPath = new ArrayList<String>();
    for (var parameter : (JsonArray) operation.get("parameters")) {
      var one = (JsonObject) parameter;
      assertThat(one.string("in")).isIn("path", "query", "header");
      assertThat(one.get("schema")).isInstanceOf(JsonObject.class);
      assertThat(named.add(one.string("in") + " " + one.string("name"))).isTrue();
      if ("path".equals(one.string("in"))) {
        assertThat(one.get("required")).isEqualTo(JsonBoolean.TRUE);
        inPath.add(one.string("name"));
      }
    }
    assertThat(inPath)
        .containsExactlyElementsOf(
            Pattern.compile("\\{(\\w+)}").matcher(path).results().map(m -> m.group(1)).toList());
    var responses = ((JsonObject) operation.get("responses")).members();
    assertThat(responses).isNotEmpty();
    responses.forEach((status, response) -> {
      assertThat(status).matches("[2-5]\\d\\d|default");
      assertThat(((JsonObject) response).string("description")).isNotEmpty();
      checkReferences(contract, response);
    });
  }

  private static void checkReferences(JsonObject contract, JsonValue value) {
    switch (value) {
      case JsonObject object -> {
        var reference = object.string("$ref");
        if (reference != null) {
          JsonValue at = contract;
          for (var name : List.of(reference.substring(2).split("/", -1))) {
            at = ((JsonObject) at).get(name);
            assertThat(at).as(reference).isNotNull();
          }
        }
        object.members().values().forEach(member -> checkReferences(contract, member));
      }
      case JsonArray array -> array.forEach(element -> checkReferences(contract, element));
      case JsonString _, JsonNumber _, JsonBoolean _, JsonValue.JsonNull _ -> {}
    }
  }

  private static JsonArray array(HttpResponse response, String name) {
    assertThat(response.status()).isEqualTo(200);
    return (JsonArray) GatewayRig.json(response).get(name);
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
