package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.routes.GatewayRig.ORDERS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;

/// Requests with a key: the execution that a key names is started once, and found again.
class RouteKeyTest {
  @Test
  void key_usedAgain_answersWithTheSameExecution() {
    var rig = new GatewayRig(ORDERS.withInput("body.a"));
    var request = keyed("{\"a\":1}", "k");

    var first = rig.send(request);
    var second = rig.send(request);

    assertThat(second).isEqualTo(first);
    assertThat(rig.workflows.started).hasSize(1);
    var run = rig.workflows.started.getFirst();
    assertThat(run.nameIsKey()).isTrue();
    assertThat(run.name()).matches("[a-z2-7]{52}");
    assertThat(run.fingerprint()).matches("[a-z2-7]{52}");
  }

  @Test
  void key_known_isAnsweredWithoutEvaluatingAnything() {
    var rig = new GatewayRig(ORDERS);
    rig.send(keyed("{\"a\":1}", "k"));
    rig.activate(ORDERS.withInput("fail"));

    assertThat(rig.send(keyed("{\"a\":1}", "k")).status()).isEqualTo(200);
    assertThat(rig.send(keyed("{\"a\":1}", "other")).status()).isEqualTo(400);
  }

  @Test
  void key_ofARunningExecution_isAnsweredByItsLocation() {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.ending = _ -> Ending.RUNNING;

    var first = rig.send(keyed("1", "k"));
    var second = rig.send(keyed("1", "k").withHeader("prefer", "wait=2"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(GatewayRig.header(second, "Location"))
        .isEqualTo(GatewayRig.header(first, "Location"));
    assertThat(rig.workflows.waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(2));
  }

  @Test
  void key_takenWhileWeLookedAway_isRefused() {
    var rig = new GatewayRig(ORDERS);
    var id = new ExecutionId("embedded", "Orders", "n");
    rig.workflows.refusal = new RunOutcome.NameTaken(id);
    assertThat(rig.send(keyed("1", "k")).status()).isEqualTo(422);

    rig.workflows.refusal = new RunOutcome.Gone(id, ExecutionStatus.FAILED);
    assertThat(rig.send(keyed("1", "k")).status()).isEqualTo(410);
  }

  @Test
  void key_pastRetention_isGone() {
    var rig = new GatewayRig(ORDERS);
    rig.send(keyed("1", "k"));
    var run = rig.workflows.started.getFirst();
    rig.workflows.executions.clear();
    rig.workflows.gone.put(
        run.name(),
        new NameLookup.Gone(
            new ExecutionId("embedded", "Orders", run.name()),
            run.fingerprint(),
            ExecutionStatus.FAILED));

    var same = rig.send(keyed("1", "k"));
    var other = rig.send(keyed("2", "k"));

    assertThat(same.status()).isEqualTo(410);
    assertThat(GatewayRig.json(same).string("detail")).contains("FAILED");
    assertThat(other.status()).isEqualTo(422);
    assertThat(rig.workflows.started).hasSize(1);
  }

  @Test
  void key_ofTheRoute_beatsTheHeader() {
    var rig = new GatewayRig(ORDERS.withKey("body.order"));

    rig.send(keyed("{\"order\":5}", "one"));
    rig.send(keyed("{\"order\":5}", "two"));
    rig.send(keyed("{\"order\":\"5\"}", "three"));

    assertThat(rig.workflows.started).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"order\":null}", "{\"order\":\"\"}"})
  void key_thatIsNone_isRefused(String body) {
    assertThat(new GatewayRig(ORDERS.withKey("body.order")).post("/orders", body).status())
        .isEqualTo(400);
  }

  @Test
  void name_ofAKey_dependsOnEveryPartOfIt() {
    var base = RequestKey.of("r", Principal.ANONYMOUS, "k", "POST", request("/p"), "00");
    var other = new Principal("i", "s", List.of(), JsonObject.EMPTY);

    assertThat(
            List.of(
                RequestKey.of("r2", Principal.ANONYMOUS, "k", "POST", request("/p"), "00").name(),
                RequestKey.of("r", Principal.ANONYMOUS, "k2", "POST", request("/p"), "00").name(),
                RequestKey.of("r", other, "k", "POST", request("/p"), "00").name(),
                RequestKey.of("rk", Principal.ANONYMOUS, "", "POST", request("/p"), "00").name()))
        .doesNotContain(base.name());
    assertThat(
            List.of(
                RequestKey.of("r", Principal.ANONYMOUS, "k", "PUT", request("/p"), "00")
                    .fingerprint(),
                RequestKey.of("r", Principal.ANONYMOUS, "k", "POST", request("/p?"), "00")
                    .fingerprint()
                    .concat("?"),
                RequestKey.of("r", Principal.ANONYMOUS, "k", "POST", request("/p?a"), "00")
                    .fingerprint(),
                RequestKey.of("r", Principal.ANONYMOUS, "k", "POST", request("/q"), "00")
                    .fingerprint(),
                RequestKey.of("r", Principal.ANONYMOUS, "k", "POST", request("/p"), "01")
                    .fingerprint()))
        .doesNotContain(base.fingerprint());
  }

  private static HttpRequest request(String target) {
    return HttpRequest.of("POST", target);
  }

  private static HttpRequest keyed(String body, String key) {
    return GatewayRig.posting("/orders", body).withHeader("idempotency-key", '"' + key + '"');
  }
}
