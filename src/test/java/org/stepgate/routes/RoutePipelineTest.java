package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.Body;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.HttpResponse;
import org.stepgate.http.QueryParameters;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.policy.Decision;
import org.stepgate.principal.Principal;
import org.stepgate.routes.FakeWorkflows.Ending;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.NameLookup;
import org.stepgate.workflow.RunOutcome;

class RoutePipelineTest {
  private static final RouteConfig ORDERS = RouteConfig.of("orders", "POST", "/orders", "Orders");
  private static final RouteConfig ARTIFACT =
      RouteConfig.of("artifact", "GET", "/artifacts/{name}", "Orders").withKey("request.path");

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
        "                                  | {\"a\":1}     | {\"a\":1}",
        "application/json                  | [1]           | [1]",
        "Application/JSON; charset=UTF-8   | 1.50e3        | 1.50e3",
        "application/problem+json          | null          | null",
        "application/x-www-form-urlencoded | a=1&b=x+y&a=2 | {\"a\":[\"1\",\"2\"],\"b\":\"x y\"}",
        "application/x-www-form-urlencoded | ' {\"a\":1}'  | {\"a\":1}",
        "application/x-www-form-urlencoded | '[1]'         | [1]",
        "text/plain                        | é {           | \"é {\"",
        "text/plain; charset=\"utf-8\"     | a             | \"a\"",
        "application/xml                   | <a/>          | \"<a/>\"",
        "image/svg+xml                     | <a/>          | \"<a/>\"",
        "application/json                  | ''            | null"
      })
  void body_ofAType_becomesJson(String type, String body, String input) {
    var rig = new GatewayRig(ORDERS);
    var request = GatewayRig.posting("/orders", body);

    var response = rig.send(type == null ? request : request.withHeader("content-type", type));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.content()).hasToString(input);
    assertThat(rig.kept).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                  | {\"a\":1      | 400",
        "                                  | sku=A1        | 400",
        "application/json                  | {\"a\":1,\"a\":2} | 400",
        "application/x-www-form-urlencoded | {\"a\"        | 400",
        "application/x-www-form-urlencoded | a=%zz         | 400",
        "json                              | 1             | 415",
        "text/plain; charset=latin1        | a             | 415",
        "/json                             | 1             | 415"
      })
  void body_malformed_isRefused(String type, String body, int status) {
    var rig = new GatewayRig(ORDERS);
    var request = GatewayRig.posting("/orders", body);

    var response = rig.send(type == null ? request : request.withHeader("content-type", type));

    assertThat(response.status()).isEqualTo(status);
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(rig.workflows.started).isEmpty();
  }

  @Test
  void body_malformedJson_namesLineAndColumn() {
    var response = new GatewayRig(ORDERS).post("/orders", "{\n  \"a\": x\n}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(GatewayRig.json(response).string("detail")).contains("line 2, column 8");
  }

  @Test
  void body_notUtf8_isRefused() {
    var rig = new GatewayRig(ORDERS);
    var bytes = new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'};

    for (var type : List.of("application/json", "text/plain")) {
      var request =
          HttpRequest.of("POST", "/orders")
              .withBody(Body.of(bytes))
              .withHeader("content-type", type);

      assertThat(rig.send(request).status()).isEqualTo(400);
    }
    assertThat(rig.workflows.started).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9, 200, 0", "10, 200, 0", "11, 200, 1", "19, 200, 1", "20, 200, 1", "21, 413, 0"})
  void body_atItsLimits_isInlineKeptOrRefused(int bytes, int status, int kept) {
    var rig = new GatewayRig(ORDERS.withBody(new BodyConfig(10, 20, List.of("*/*"))));

    var response = rig.post("/orders", '"' + "a".repeat(bytes - 2) + '"');

    assertThat(response.status()).isEqualTo(status);
    assertThat(rig.kept).hasSize(kept);
    if (kept == 1) {
      assertThat(GatewayRig.json(response)).isEqualTo(rig.kept.getFirst());
    }
  }

  @Test
  void body_ofAnotherType_goesToTheStore() {
    var rig = new GatewayRig(ORDERS);
    var request = GatewayRig.posting("/orders", "PK").withHeader("content-type", "application/zip");

    var response = rig.send(request);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.content().toString())
        .contains("\"contentType\":\"application/zip\"", "\"bytes\":2");
  }

  @Test
  void body_thatCannotBeKept_isRefused() {
    var rig = new GatewayRig(ORDERS);
    rig.storeFails = true;

    var response = rig.send(GatewayRig.posting("/orders", "PK").withHeader("content-type", "a/b"));

    assertThat(response.status()).isEqualTo(503);
    assertThat(GatewayRig.header(response, "Retry-After")).isEqualTo("10");
    assertThat(rig.workflows.started).isEmpty();
  }

  @Test
  void body_ofATypeThatIsNotAccepted_isRefused() {
    var rig =
        new GatewayRig(
            ORDERS.withBody(new BodyConfig(10, 20, List.of("application/json", "text/*"))));
    var xml = GatewayRig.posting("/orders", "<a/>").withHeader("content-type", "application/xml");
    var text = GatewayRig.posting("/orders", "a").withHeader("content-type", "text/plain");

    assertThat(rig.send(xml).status()).isEqualTo(415);
    assertThat(rig.send(text).status()).isEqualTo(200);
    assertThat(rig.post("/orders", "1").status()).isEqualTo(200);
  }

  @Test
  void input_expression_seesTheRequest() {
    var rig = new GatewayRig(RouteConfig.of("r", "PUT", "/o/{id}/{r+}", "Orders").withInput(""));
    var request =
        new HttpRequest(
                "PUT",
                "/o/7/a/b",
                "/o/7/a%2Fb?x=1&x=2&y=%20",
                QueryParameters.parse("x=1&x=2&y=%20"),
                Headers.of("accept", "a/b"),
                "127.0.0.1",
                "http",
                "localhost",
                Body.of("{\"k\":true}"))
            .withHeader("Accept", "c/d")
            .withHeader("authorization", "Bearer canary")
            .withHeader("cookie", "session=canary")
            .withHeader("proxy-authorization", "canary")
            .withHeader("x-amz-security-token", "canary");

    var response = rig.send(request);

    assertThat(response.content().toString()).doesNotContain("canary");
    var seen = GatewayRig.json(response);
    var id = rig.workflows.started.getFirst().name();
    assertThat(seen.get("request"))
        .hasToString(
            "{\"id\":\""
                + id
                + "\",\"method\":\"PUT\",\"path\":\"/o/7/a/b\",\"pathParameters\":{\"id\":\"7\","
                + "\"r\":\"a/b\"},\"query\":{\"x\":[\"1\",\"2\"],\"y\":\" \"},"
                + "\"headers\":{\"accept\":\"a/b, c/d\"}}");
    assertThat(seen.get("caller")).isEqualTo(Principal.ANONYMOUS.toJson());
    assertThat(seen.get("body")).hasToString("{\"k\":true}");
  }

  @Test
  void input_withoutExpression_isPathAndQueryWhereThereIsNoBody() {
    var rig = new GatewayRig(ARTIFACT);

    assertThat(rig.get("/artifacts/app-1.2?x=1").content())
        .hasToString("{\"pathParameters\":{\"name\":\"app-1.2\"},\"query\":{\"x\":\"1\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "body.missing"})
  void input_thatCannotBeMade_isRefused(String expression) {
    var rig = new GatewayRig(ORDERS.withInput(expression));

    var response = rig.post("/orders", "{}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.content().toString()).doesNotContain("secret", "T0410");
    assertThat(rig.workflows.started).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"262143, 200", "262144, 200", "262145, 413"})
  void input_atItsLimit_isTakenOrRefused(int bytes, int status) {
    var rig = new GatewayRig(ORDERS.withBody(new BodyConfig(262_144, 300_000, List.of("*/*"))));
    var text =
        GatewayRig.posting("/orders", "é".repeat((bytes - 2) / 2) + "a".repeat(bytes % 2))
            .withHeader("content-type", "text/plain");

    assertThat(rig.send(text).status()).isEqualTo(status);
  }

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

  @Test
  void output_ofAnExecution_isSentAsItWasWritten() {
    var rig = new GatewayRig(ORDERS);
    rig.workflows.ending = _ -> Ending.output("{\"a\": 1.0}");

    assertThat(rig.post("/orders", "1").content()).hasToString("{\"a\": 1.0}");
    assertThat(JsonWriter.write(rig.workflows.started.getFirst().input())).isEqualTo("1");
  }
}
