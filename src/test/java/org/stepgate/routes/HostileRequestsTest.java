package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.http.Body;
import org.stepgate.http.HeaderField;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.PercentCoding;
import org.stepgate.http.QueryParameters;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.policy.Decision;
import org.stepgate.policy.Resource;
import org.stepgate.principal.Principal;

/// Requests that somebody has thought about. After each of them the next good one is answered 200.
class HostileRequestsTest {
  private static final Path NAUGHTY = Path.of("../shared/corpora/blns/blns.json");

  private final GatewayRig rig =
      new GatewayRig(
          RouteConfig.of("orders", "POST", "/orders", "Orders"),
          RouteConfig.of("items", "POST", "/items/{item}", "Orders").withInput("request"),
          RouteConfig.of("deep", "POST", "/deep", "Orders")
              .withBody(new BodyConfig(262_144, 10_000_000, List.of("*/*"))),
          RouteConfig.of("keyed", "POST", "/keyed", "Orders")
              .withIdempotency(new IdempotencyConfig(null, true)));

  @AfterEach
  void nextRequest_isAnswered() {
    rig.caller = Principal.ANONYMOUS;
    rig.policy = (_, _, _, _) -> Decision.Allow.UNASKED;

    assertThat(rig.post("/orders", "{}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/items/../orders",
        "/items/..",
        "/items/.",
        "/./orders",
        "/../stepgate/health",
        "/orders\0",
        "/items/a\0b"
      })
  void t10_pathThatNoServerGives_is400(String path) {
    assertThat(rig.post(path, "{}").status()).isEqualTo(400);
    assertThat(rig.workflows.started).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//orders",
        "/orders/",
        "/orders;jsessionid=1",
        "/orders%2f",
        "/ORDERS",
        "/items//x",
        "/items/",
        "/items/a/b",
        "/orders\\",
        "/stepgate/../orders/x"
      })
  void t10_otherSpellingOfAPath_isNoRoute(String path) {
    assertThat(rig.post(path, "{}").status()).isIn(400, 404);
    assertThat(rig.workflows.started).isEmpty();
  }

  @Test
  void t10_encodedSlashInASegment_isAuthorisedAsWhatIsRouted() {
    var asked = new ArrayList<Resource>();
    rig.policy =
        (_, _, resource, _) -> {
          asked.add(resource);
          return Decision.Allow.UNASKED;
        };

    var response = rig.post("/items/a%2e%2e%2fb", "{}");

    assertThat(response.status()).isEqualTo(200);
    assertThat(asked).containsExactly(new Resource.Route("items"));
    assertThat(GatewayRig.json(response).get("pathParameters"))
        .isEqualTo(JsonObject.of("item", new JsonString("a%2e%2e%2fb")));
  }

  @Test
  void t19_sameKeyOtherRequest_is422() {
    assertThat(rig.send(keyed("/keyed", "{\"a\":1}")).status()).isEqualTo(200);

    assertThat(rig.send(keyed("/keyed", "{\"a\":2}")).status()).isEqualTo(422);
    assertThat(rig.send(keyed("/keyed?x=1", "{\"a\":1}")).status()).isEqualTo(422);
    assertThat(rig.workflows.started).hasSize(1);
  }

  @Test
  void t19_sameKeyOfAnotherCaller_isAnotherExecution() {
    rig.send(keyed("/keyed", "1"));
    rig.caller = new Principal("https://issuer.example", "eve", List.of(), JsonObject.EMPTY);

    assertThat(rig.send(keyed("/keyed", "2")).status()).isEqualTo(200);
    assertThat(rig.workflows.started).extracting(run -> run.name()).doesNotHaveDuplicates();
    assertThat(rig.workflows.started).hasSize(2);
  }

  @Test
  void t19_sameKeyOnAnotherRoute_isAnotherExecution() {
    rig.send(keyed("/keyed", "1"));

    assertThat(rig.send(keyed("/orders", "1")).status()).isEqualTo(200);
    assertThat(rig.workflows.started).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "\"a", "a b", "é"})
  void t19_keyMissingOrMalformed_is400(String key) {
    var request = GatewayRig.posting("/keyed", "1");

    var response = rig.send(key.isEmpty() ? request : request.withHeader("idempotency-key", key));

    assertThat(response.status()).isEqualTo(400);
    assertThat(rig.workflows.started).isEmpty();
  }

  static Stream<String> badJson() {
    return Stream.of(
        "[".repeat(100_000),
        "[".repeat(100_000) + "]".repeat(100_000),
        "{\"a\":".repeat(30_000) + "1" + "}".repeat(30_000),
        "9".repeat(200_000),
        "1e" + "9".repeat(200_000),
        "{\"a\":1,\"a\":2}",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\uFEFF1",
        "nul",
        "{'a':1}",
        "1 2",
        "[1,]",
        "\"\t\"",
        "NaN",
        "{\"" + "n".repeat(70_000) + "\":1}",
        " ");
  }

  @ParameterizedTest
  @MethodSource("badJson")
  void t35_jsonThatIsNotTaken_is400(String body) {
    var response = rig.post("/deep", body);

    assertThat(response.status()).isEqualTo(400);
    assertThat(GatewayRig.header(response, "Content-Type")).isEqualTo("application/problem+json");
    assertThat(response.content().toString().length()).isLessThan(1_000);
    assertThat(rig.workflows.started).isEmpty();
  }

  @Test
  void t35_namesWithTheSameHash_areTaken() {
    var body = new StringBuilder("{");
    for (int i = 0; i < 1 << 12; i++) {
      body.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 12; bit++) {
        body.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      body.append("\":1");
    }

    assertThat(rig.post("/deep", body.append('}').toString()).status()).isEqualTo(200);
  }

  @Test
  void naughtyStrings_inEveryPart_becomeDataOrA400() throws IOException {
    assumeTrue(Files.exists(NAUGHTY), "skipped: the corpus of naughty strings is not there");
    var corpus = (JsonArray) JsonReader.read(Files.readString(NAUGHTY), JsonLimits.STORED);

    for (var element : corpus) {
      var naughty = ((JsonString) element).value();
      throughPath(naughty);
      throughQuery(naughty);
      throughHeader(naughty);
      throughBody(naughty);
    }

    assertThat(corpus.size()).isGreaterThan(400);
  }

  private void throughPath(String naughty) {
    var path = "/items/" + naughty;
    var request =
        new HttpRequest(
            "POST",
            path,
            "/items/x",
            QueryParameters.none(),
            Headers.none(),
            "127.0.0.1",
            "http",
            "localhost",
            Body.empty());

    var answer = rig.send(request);

    assertThat(answer.status()).isIn(200, 400, 404);
    if (answer.status() == 200) {
      assertThat(((JsonObject) GatewayRig.json(answer).get("pathParameters")).string("item"))
          .isEqualTo(naughty);
    }
  }

  private void throughQuery(String naughty) {
    var encoded = PercentCoding.encodeSegment(naughty.strip());
    var answer = rig.send(HttpRequest.of("POST", "/items/x?q=" + encoded));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(((JsonObject) GatewayRig.json(answer).get("query")).string("q"))
        .isEqualTo(naughty.strip());
  }

  private void throughHeader(String naughty) {
    var request = HttpRequest.of("POST", "/items/x");
    if (!HeaderField.isLegalValue(naughty)) {
      return;
    }
    for (var name :
        List.of("x-naughty", "prefer", "accept", "traceparent", "if-none-match", "content-type")) {
      assertThat(rig.send(request.withHeader(name, naughty)).status()).isEqualTo(200);
    }
    assertThat(rig.send(request.withHeader("idempotency-key", naughty)).status()).isIn(200, 400);
    assertThat(
            rig.send(GatewayRig.posting("/orders", "1").withHeader("content-type", naughty))
                .status())
        .isIn(200, 400, 415);
  }

  private void throughBody(String naughty) {
    var quoted = JsonWriter.write(new JsonString(naughty));
    var asJson = rig.post("/orders", quoted);
    assertThat(asJson.status()).isEqualTo(200);
    assertThat(asJson.content()).hasToString(quoted);

    var asText =
        rig.send(
            HttpRequest.of("POST", "/orders")
                .withBody(Body.of(naughty.getBytes(StandardCharsets.UTF_8)))
                .withHeader("content-type", "text/plain"));
    assertThat(asText.status()).isEqualTo(200);

    assertThat(rig.post("/orders", naughty).status()).isIn(200, 400);
    assertThat(
            rig.send(
                    GatewayRig.posting("/orders", naughty)
                        .withHeader("content-type", "application/x-www-form-urlencoded"))
                .status())
        .isIn(200, 400);
  }

  private static HttpRequest keyed(String target, String body) {
    return GatewayRig.posting(target, body).withHeader("idempotency-key", "\"one\"");
  }
}
