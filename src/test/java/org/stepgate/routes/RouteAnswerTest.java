package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.routes.GatewayRig.ARTIFACT;
import static org.stepgate.routes.GatewayRig.ORDERS;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.policy.Decision;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.RunOutcome;

/// What a request is answered, and how long it waits for that.
class RouteAnswerTest {
  @Test
  void answer_executionThatEndsInTime_isItsOutput() {
    var rig = new GatewayRig(ORDERS);

    var response = rig.post("/orders", "{\"sku\":\"A1\",\"quantity\":2}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.content()).hasToString("{\"sku\":\"A1\",\"quantity\":2}");
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(GatewayRig.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(GatewayRig.header(response, "Vary")).isEqualTo("Accept, Prefer");
    var run = rig.workflows.started.getFirst();
    assertThat(run.route()).isEqualTo("orders");
    assertThat(run.nameIsKey()).isFalse();
    assertThat(run.fingerprint()).isNull();
    assertThat(run.name()).matches("[a-z2-7]{26}");
    assertThat(run.waitBudget()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void answer_withoutKey_startsANewExecutionEachTime() {
    var rig = new GatewayRig(ORDERS);

    rig.post("/orders", "1");
    rig.post("/orders", "1");

    assertThat(rig.workflows.started).extracting(run -> run.name()).doesNotHaveDuplicates();
    assertThat(rig.workflows.started).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                        | 5  | ''",
        "respond-async           | 0  | respond-async",
        "wait=0                  | 0  | wait=0",
        "wait=30                 | 30 | wait=30",
        "wait=60                 | 60 | wait=60",
        "wait=61                 | 60 | ''",
        "respond-async, wait=7   | 7  | 'respond-async, wait=7'",
        "respond-async, wait=999 | 60 | respond-async",
        "handling=lenient        | 5  | ''",
        "wait=-1                 | 5  | ''"
      })
  void prefer_withinLimits_isHonoured(String prefer, int seconds, String applied) {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.ending = _ -> Ending.RUNNING;
    var request = GatewayRig.posting("/orders", "1");

    var response = rig.send(prefer == null ? request : request.withHeader("prefer", prefer));

    assertThat(response.status()).isEqualTo(202);
    assertThat(rig.workflows.waits).containsExactly(Duration.ofSeconds(seconds));
    assertThat(GatewayRig.header(response, "Preference-Applied")).isEqualTo(applied);
  }

  @Test
  void prefer_respondAsyncButDoneAtOnce_getsTheResult() {
    var rig = new GatewayRig(ORDERS);

    var response =
        rig.send(GatewayRig.posting("/orders", "1").withHeader("prefer", "respond-async, wait=1"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(GatewayRig.header(response, "Preference-Applied")).isEqualTo("wait=1");
  }

  @Test
  void answer_executionThatGoesOn_is202WithLinks() {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.ending = _ -> Ending.RUNNING;

    var response = rig.post("/orders", "1");

    var name = rig.workflows.started.getFirst().name();
    var base = "/stepgate/executions/embedded%3AOrders%3A" + name;
    assertThat(response.status()).isEqualTo(202);
    assertThat(GatewayRig.header(response, "Location")).isEqualTo(base + "/result");
    assertThat(GatewayRig.header(response, "Retry-After")).isEqualTo("1");
    assertThat(GatewayRig.header(response, "Cache-Control")).isEqualTo("no-store");
    var body = GatewayRig.json(response);
    assertThat(body.string("execution")).isEqualTo("embedded:Orders:" + name);
    assertThat(body.string("status")).isEqualTo("RUNNING");
    assertThat((JsonObject) body.get("links"))
        .satisfies(links -> {
          assertThat(links.string("result")).isEqualTo(base + "/result");
          assertThat(links.string("execution")).isEqualTo(base);
          assertThat(links.string("history")).isEqualTo(base + "/history");
          assertThat(links.string("stop")).isEqualTo(base + "/stop");
        });
  }

  @Test
  void answer_browserWhoseExecutionGoesOn_isAPageThatRefreshesItself() {
    var rig = new GatewayRig(ARTIFACT);
    rig.workflows.ending = _ -> Ending.RUNNING;

    var response =
        rig.send(
            HttpRequest.of("GET", "/artifacts/a")
                .withHeader("accept", "text/html,application/xhtml+xml,*/*;q=0.8"));

    assertThat(response.status()).isEqualTo(202);
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(GatewayRig.header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "style-src 'sha256-");
    assertThat(response.content().toString())
        .contains(
            "<meta http-equiv=\"refresh\" content=\"1; url="
                + GatewayRig.header(response, "Location"))
        .doesNotContain("<script");
  }

  @Test
  void answer_overload_is503() {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.refusal = new RunOutcome.Overloaded(Duration.ofMillis(1_200));

    var response = rig.post("/orders", "1");

    assertThat(response.status()).isEqualTo(503);
    assertThat(GatewayRig.header(response, "Retry-After")).isEqualTo("2");
  }

  @Test
  void answer_machineThatIsNotThere_is500() {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.machines.clear();

    assertThat(rig.post("/orders", "1").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"true, 503", "false, 500"})
  void answer_backendAway_tellsNothingOfIt(boolean retryable, int status) {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.failure = new BackendException("embedded", retryable, "disk secret", null);

    var response = rig.post("/orders", "1");

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.content().toString()).doesNotContain("disk");
  }

  @Test
  void answer_callerWhoMayNot_is403() {
    var rig = new GatewayRig(ORDERS);
    rig.policy = (_, _, _, _) -> new Decision.Deny("secret reason");

    var response = rig.post("/orders", "1");

    assertThat(response.status()).isEqualTo(403);
    assertThat(response.content().toString()).doesNotContain("secret");
    assertThat(rig.workflows.started).isEmpty();
  }

  @Test
  void answer_withoutConfiguration_is503() {
    assertThat(GatewayRig.unconfigured().post("/orders", "1").status()).isEqualTo(503);
  }

  @Test
  void answer_head_isAnsweredAsGet() {
    var rig = new GatewayRig(ARTIFACT);

    var get = rig.get("/artifacts/a");
    var head = rig.send(HttpRequest.of("HEAD", "/artifacts/a"));

    assertThat(head).isEqualTo(get);
    assertThat(rig.workflows.started).hasSize(1);
  }

  @Test
  void answer_getResultThatIsKnown_is304() {
    var rig = new GatewayRig(ARTIFACT);
    var first = rig.get("/artifacts/a");
    var tag = GatewayRig.header(first, "ETag");

    var second = rig.send(HttpRequest.of("GET", "/artifacts/a").withHeader("if-none-match", tag));

    assertThat(second.status()).isEqualTo(304);
    assertThat(second.content()).isEqualTo(new HttpResponse.Content.None());
    assertThat(GatewayRig.header(second, "ETag")).isEqualTo(tag);
  }

  @Test
  void answer_otherMethod_saysWhatIsAllowed() {
    var rig = new GatewayRig(ORDERS, ARTIFACT);

    var wrong = rig.get("/orders");
    var options = rig.send(HttpRequest.of("OPTIONS", "/artifacts/x"));

    assertThat(wrong.status()).isEqualTo(405);
    assertThat(GatewayRig.header(wrong, "Allow")).isEqualTo("OPTIONS, POST");
    assertThat(options.status()).isEqualTo(204);
    assertThat(GatewayRig.header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(rig.get("/nothing").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01   | true",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x | true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x | false",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01   | false",
        "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01   | false",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01   | false",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01   | false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0    | false",
        "''                                                        | false"
      })
  void traceparent_valid_isKept(String header, boolean kept) {
    var rig = new GatewayRig(ORDERS);

    rig.send(GatewayRig.posting("/orders", "1").withHeader("traceparent", header));

    assertThat(rig.workflows.started.getFirst().traceparent())
        .isEqualTo(kept ? header.substring(0, 55) : null);
  }

  @Test
  void output_ofAnExecution_isSentAsItWasWritten() {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.ending = _ -> Ending.output("{\"a\": 1.0}");

    assertThat(rig.post("/orders", "1").content()).hasToString("{\"a\": 1.0}");
    assertThat(JsonWriter.write(rig.workflows.started.getFirst().input())).isEqualTo("1");
  }
}
