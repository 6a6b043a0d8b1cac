package org.stepgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.asl.JsonataExpression;
import org.stepgate.asl.JsonataLimits;
import org.stepgate.asl.JsonataSurroundings;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.routes.RouteConfig;

/// Holds the configuration of the demo site to what it is there to show.
class DemoSiteTest {
  private static final Path SITE = Path.of("test-fixtures/site").toAbsolutePath();
  private static final JsonValue REQUEST =
      value(
          """
          {"path": "/artifacts/a.gz", "pathParameters": {"name": "a.gz"},
           "headers": {"host": "localhost:8080"}}
          """);

  @Test
  void theSite_hasNoFault() {
    Configuration site = site();

    assertThat(site.machines())
        .extracting(machine -> machine.name() + " " + machine.type())
        .containsExactly(
            "artifacts STANDARD",
            "orders EXPRESS",
            "rates EXPRESS",
            "releases STANDARD",
            "reports STANDARD");
    assertThat(site.routeTable().routes())
        .extracting(route -> route.method() + " " + route.path())
        .containsExactly(
            "POST /orders",
            "GET /artifacts/{name}",
            "GET /releases/{name}",
            "POST /reports",
            "POST /rates");
    assertThat(site.tasks().exec().commands().keySet())
        .containsExactly("look-up", "checksum", "log-delivery", "log-release");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"sku":"A1","quantity":2}       | {"sku":"A1","quantity":2,"amount":2500}
          {"sku":"B2","quantity":1,"x":1} | {"sku":"B2","quantity":1,"amount":3990}
          {"sku":"C3","quantity":10}      | {"sku":"C3","quantity":10,"amount":9900}
          {"sku":"A1","quantity":0}       | {"sku":"A1","quantity":0,"amount":0}
          {"sku":"A1","quantity":1.5}     | {"sku":"A1","quantity":null,"amount":0}
          {"sku":"A1","quantity":"2"}     | {"sku":"A1","quantity":null,"amount":0}
          {"sku":"A1"}                    | {"sku":"A1","quantity":null,"amount":0}
          {"sku":"Z9","quantity":2}       | {"sku":"Z9","quantity":2}
          {"sku":["A1"],"quantity":2}     | {"sku":["A1"],"quantity":2}
          {}                              | {"quantity":null}
          """)
  void orders_ofABody_haveAnAmountWhenTheArticleIsKnown(String body, String input) {
    assertThat(input("orders", body)).contains(value(input));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[{}]", "\"A1\"", "7"})
  void orders_ofABodyThatIsNoObject_haveNoInput(String body) {
    assertThat(input("orders", body)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"A1\"]", "[\"A1\",\"B2\"]"})
  void reports_ofArticles_callTheHostOfTheRequest(String skus) {
    assertThat(input("reports", "{\"skus\":" + skus + "}"))
        .contains(value("{\"skus\":" + skus + ",\"host\":\"localhost:8080\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          reports | null
          reports | {"skus":"A1"}
          rates   | null
          rates   | {"attempt":"0"}
          """)
  void otherRoutes_ofABodyThatDoesNotFit_haveNoInput(String route, String body) {
    assertThat(input(route, body)).isEmpty();
  }

  @Test
  void artifacts_areNamedByPathAndMinute() {
    var key = Optional.ofNullable(route("artifacts").idempotency().key()).orElseThrow();

    assertThat(evaluated(key, "null")).contains(value("\"/artifacts/a.gz 2026-01-31T12:34\""));
    assertThat(input("artifacts", "null")).contains(value("{\"name\":\"a.gz\"}"));
  }

  private static Optional<JsonValue> input(String route, String body) {
    return evaluated(Optional.ofNullable(route(route).input()).orElseThrow(), body);
  }

  private static Optional<JsonValue> evaluated(String expression, String body) {
    return JsonataExpression.parse(expression, JsonataLimits.defaults())
        .evaluate(
            null,
            Map.of("request", REQUEST, "body", value(body)),
            JsonataSurroundings.of(Instant.parse("2026-01-31T12:34:56Z"), new Random(1)));
  }

  private static RouteConfig route(String id) {
    return site().routes().stream()
        .filter(route -> route.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSite_hasNothingThatLooksLikeAMistake() {
    assertThat(Warnings.of(new ConfigurationDirectory(SITE).read(), site())).isEmpty();
  }

  private static Configuration site() {
    return ConfigurationReader.read(
        new ConfigurationDirectory(SITE).read(),
        new Directories(SITE, Path.of("/var/lib/stepgate")));
  }

  private static JsonValue value(String json) {
    return JsonReader.read(json, JsonLimits.NETWORK);
  }
}
