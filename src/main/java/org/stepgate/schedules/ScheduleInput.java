package org.stepgate.schedules;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.EvaluationException;
import org.stepgate.asl.JsonataException;
import org.stepgate.asl.JsonataExpression;
import org.stepgate.asl.JsonataLimits;
import org.stepgate.asl.JsonataSurroundings;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The input of a schedule's executions: a JSON value, or what a JSONata expression makes of
/// `$schedule`. Equal when their sources are. Immutable.
///
/// `$schedule` is `{"name", "expression", "timezone", "time"}`, where `time` is that of the tick in
/// UTC, such as `2026-01-31T12:00:00Z`. It is also the input where none is configured.
public final class ScheduleInput {
  /// The input is `$schedule`.
  public static final ScheduleInput TICK = new ScheduleInput(new JsonString("$schedule"), null);

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private final JsonValue source;
  private final @Nullable JsonataExpression expression;

  private ScheduleInput(JsonValue source, @Nullable JsonataExpression expression) {
    this.source = source;
    this.expression = expression;
  }

  /// What a configuration says: a text is an expression, anything else is the input itself.
  ///
  /// @throws JsonataException when the expression is none
  public static ScheduleInput of(JsonValue configured) {
    return new ScheduleInput(
        configured,
        configured instanceof JsonString(String text)
            ? JsonataExpression.parse(text, JsonataLimits.defaults())
            : null);
  }

  /// The input for one tick; empty when the expression gives nothing.
  ///
  /// @param schedule what `$schedule` is
  /// @param now what `$now` and `$millis` tell
  /// @throws EvaluationException when the expression fails or exceeds its limits
  Optional<JsonValue> evaluate(JsonObject schedule, Instant now) {
    if (equals(TICK)) {
      return Optional.of(schedule);
    }
    return expression == null
        ? Optional.of(source)
        : expression.evaluate(
            null, Map.of("schedule", schedule), JsonataSurroundings.within(DEADLINE, now));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScheduleInput input && source.equals(input.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }
}
