package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.http.Body;
import org.stepgate.http.HttpRequest;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.policy.Action;
import org.stepgate.policy.Decision;
import org.stepgate.principal.Principal;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.workflow.RunOutcome;

/// Executions that are started through the control API.
class ControlStartTest extends ControlApiFixture {
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
}
