package org.stepgate.asl;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonString;

/// The fields whose names end in `Path`: what they give and how they fail.
final class PathExpressions {
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,18})?");

  private PathExpressions() {}

  /// An integer field. A text that is an integer counts as one, as on Step Functions.
  ///
  /// @param field the field without `Path`, such as `TimeoutSeconds`
  /// @param minimum the least value
  /// @param maximum the greatest value
  record IntegerPath(String field, RootedPath path, long minimum, long maximum)
      implements IntegerExpression {
    @Override
    public long evaluate(JsonValue input, Scope scope) {
      JsonValue value = path.require(input, scope);
      Long integer = integerOf(value);
      if (integer == null) {
        throw notAnInteger(value);
      }
      if (integer < minimum) {
        throw new EvaluationException(
            "States.Runtime",
            field + (minimum == 0 ? " cannot be negative." : " cannot be less than 1."));
      }
      if (integer > maximum) {
        throw new EvaluationException(
            "States.Runtime", field + " cannot be greater than " + maximum + ".");
      }
      return integer;
    }

    private EvaluationException notAnInteger(JsonValue value) {
      return new EvaluationException(
          "States.Runtime",
          "The %sPath field refers to value \"%s\" which is not a valid integer: %s"
              .formatted(field, plain(value), path.text()));
    }
  }

  /// ToleratedFailurePercentagePath.
  ///
  /// @param field the field without `Path`
  record PercentagePath(String field, RootedPath path) implements PercentageExpression {
    @Override
    public double evaluate(JsonValue input, Scope scope) {
      JsonValue value = path.require(input, scope);
      double number = numberOf(value);
      if (Double.isNaN(number)) {
        throw new EvaluationException(
            "States.Runtime",
            "The %sPath field refers to value \"%s\" which is not a valid number: %s"
                .formatted(field, plain(value), path.text()));
      }
      if (number < 0 || number > MAXIMUM) {
        throw new EvaluationException("States.Runtime", field + " must be between 0 and 100.");
      }
      return number;
    }
  }

  /// SecondsPath, which has words of its own for a value that is not there.
  record SecondsPath(IntegerPath integer) implements IntegerExpression {
    @Override
    public long evaluate(JsonValue input, Scope scope) {
      JsonValue value = requirePresent("SecondsPath", integer.path(), input, scope);
      if (value instanceof JsonString) {
        throw integer.notAnInteger(value);
      }
      return integer.evaluate(input, scope);
    }
  }

  /// TimestampPath.
  record TimestampPath(RootedPath path) implements WaitTime.InstantExpression {
    @Override
    public Instant evaluate(JsonValue input, Scope scope) {
      JsonValue value = requirePresent("TimestampPath", path, input, scope);
      Instant moment = value instanceof JsonString(String text) ? Timestamps.parse(text) : null;
      if (moment == null) {
        throw new EvaluationException(
            "States.Runtime",
            ("The TimestampPath parameter does not reference a valid ISO-8601 extended offset"
                    + " date-time format string: %s == %s")
                .formatted(path.text(), plain(value)));
      }
      return moment;
    }
  }

  /// ErrorPath or CausePath, a path or a call of an intrinsic function.
  record StringPath(String field, ValueExpression expression, String text)
      implements StringExpression {
    @Override
    public String evaluate(JsonValue input, Scope scope) {
      JsonValue value = expression.evaluate(input, scope);
      if (!(value instanceof JsonString(String string))) {
        throw new EvaluationException(
            "States.Runtime",
            "The %s field refers to value \"%s\" which is not a string: %s"
                .formatted(field, plain(value), text));
      }
      return string;
    }
  }

  /// ItemsPath.
  record ItemsPath(RootedPath path) implements MapItems.Items {
    @Override
    public List<JsonValue> select(JsonValue effectiveInput, Scope scope) {
      JsonValue value = path.find(effectiveInput, scope);
      if (value == null) {
        String step =
            path.path() instanceof ReferencePath reference
                ? reference.failingStep(path.root(effectiveInput, scope))
                : path.text();
        throw new EvaluationException(
            "States.ReferencePathConflict",
            "Unable to apply step \"%s\" to input %s".formatted(step, effectiveInput));
      }
      if (!(value instanceof JsonArray array)) {
        throw new EvaluationException(
            "States.Runtime", "Reference path \"%s\" must point to array.".formatted(path.text()));
      }
      return array.elements();
    }
  }

  /// A whole number, or a text that is one, as Step Functions takes it; null for anything else.
  private static @Nullable Long integerOf(JsonValue value) {
    return switch (value) {
      case JsonNumber number when number.isLong() -> number.toLong();
      case JsonString(String text) when INTEGER.matcher(text).matches() -> Long.valueOf(text);
      default -> null;
    };
  }

  /// A number, or a text that is one; no number for anything else.
  private static double numberOf(JsonValue value) {
    return switch (value) {
      case JsonNumber number -> number.toDouble();
      case JsonString(String text) when DECIMAL.matcher(text).matches() -> Double.parseDouble(text);
      default -> Double.NaN;
    };
  }

  private static JsonValue requirePresent(
      String field, RootedPath path, JsonValue input, Scope scope) {
    JsonValue value = path.find(input, scope);
    if (value == null) {
      throw new EvaluationException(
          "States.Runtime",
          "The %s parameter does not reference an input value: %s".formatted(field, path.text()));
    }
    return value;
  }

  /// A string without quotes, any other value as JSON.
  private static String plain(JsonValue value) {
    return value instanceof JsonString(String text) ? text : value.toString();
  }
}
