package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.routes.GatewayRig.ARTIFACT;
import static org.stepgate.routes.GatewayRig.ORDERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.Body;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.QueryParameters;
import org.stepgate.principal.Principal;

/// What becomes of the body and the target of a request: the input of an execution, or a refusal.
class RouteInputTest {
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
}
