package org.stepgate.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.asl.EvaluationException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

class JsonataRouteExpressionTest {
  private static final JsonObject REQUEST =
      (JsonObject)
          read(
              "{\"path\":\"/artifacts/a\",\"pathParameters\":{\"name\":\"a\"},"
                  + "\"query\":{\"n\":\"5\",\"m\":[\"1\",\"2\"]},\"headers\":{\"x-a\":\"b\"}}");
  private static final JsonValue BODY = read("{\"sku\":\"A1\",\"quantity\":2,\"none\":null}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$body                                             "
            + "| {\"sku\":\"A1\",\"quantity\":2,\"none\":null}",
        "{ 'sku': $body.sku, 'n': $number($request.query.n) } | {\"sku\":\"A1\",\"n\":5}",
        "$request.headers.`x-a`                            | \"b\"",
        "$request.query.m                                  | [\"1\",\"2\"]",
        "$caller.subject                                   | \"anonymous\"",
        "$request.path & ' ' & $substring($now(), 0, 16)   | \"/artifacts/a 2026-01-31T12:34\"",
        "$body.none                                        | null",
      })
  void evaluate_expression_seesRequestCallerAndBody(String source, String result) {
    assertThat(expression(source).evaluate(REQUEST, Principal.ANONYMOUS.toJson(), BODY))
        .hasValueSatisfying(value -> assertThat(value).hasToString(result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$body.missing", "$nothing", "$", "a"})
  void evaluate_expressionThatSelectsNothing_isEmpty(String source) {
    assertThat(expression(source).evaluate(REQUEST, Principal.ANONYMOUS.toJson(), BODY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$number($body.sku)",
        "$error('no')",
        "$body.sku * 2",
        "($f := function($x) { $f($x) + 1 }; $f(1))"
      })
  void evaluate_expressionThatDoesNotFit_fails(String source) {
    assertThatExceptionOfType(EvaluationException.class)
        .isThrownBy(() -> expression(source).evaluate(REQUEST, Principal.ANONYMOUS.toJson(), BODY));
  }

  @Test
  void build_faultyExpression_namesItsPlace() {
    var built =
        RouteTable.build(
            List.of(RouteConfig.of("r", "POST", "/r", "M").withInput("{ 'a': }")),
            Set.of("embedded"),
            Instant::now);

    assertThat(((RouteTable.Built.Faulty) built).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.field()).isEqualTo("input");
          assertThat(fault.offset()).isBetween(1, 8);
        });
  }

  private static Expression expression(String source) {
    return switch (JsonataRouteExpression.compile(
        source, () -> Instant.parse("2026-01-31T12:34:56Z"))) {
      case Expression.Compiled.Usable(var expression) -> expression;
      case Expression.Compiled.Faulty(var message, int offset) ->
          throw new AssertionError(offset + ": " + message);
    };
  }

  private static JsonValue read(String text) {
    return JsonReader.read(text, JsonLimits.NETWORK);
  }
}
