package org.stepgate.routes;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.stepgate.asl.JsonataException;
import org.stepgate.asl.JsonataExpression;
import org.stepgate.asl.JsonataLimits;
import org.stepgate.asl.JsonataSurroundings;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// A route's expression in JSONata. It is bounded by counts; a deadline stands behind them. Safe
/// for many threads.
final class JsonataRouteExpression implements Expression {
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final JsonataExpression expression;
  private final InstantSource clock;

  private JsonataRouteExpression(JsonataExpression expression, InstantSource clock) {
    this.expression = expression;
    this.clock = clock;
  }

  /// Compiles an expression.
  ///
  /// @param clock what `$now` and `$millis` tell
  static Compiled compile(String source, InstantSource clock) {
    try {
      var expression = JsonataExpression.parse(source, JsonataLimits.defaults());
      return new Compiled.Usable(new JsonataRouteExpression(expression, clock));
    } catch (JsonataException e) {
      return new Compiled.Faulty(String.valueOf(e.getMessage()), e.offset());
    }
  }

  @Override
  public Optional<JsonValue> evaluate(JsonObject request, JsonObject caller, JsonValue body) {
    return EvaluationThreads.evaluate(() ->
        expression.evaluate(
            null,
            Map.of("request", request, "caller", caller, "body", body),
            JsonataSurroundings.within(DEADLINE, clock.instant())));
  }
}
