package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.audit.Actor;
import org.stepgate.audit.AuditEvent;
import org.stepgate.audit.AuditRecord;
import org.stepgate.audit.Origin;
import org.stepgate.audit.RequestAudit;
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

/// What the control API shows besides executions, and its contract.
class ControlApiTest extends ControlApiFixture {
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
}
