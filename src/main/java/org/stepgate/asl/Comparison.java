package org.stepgate.asl;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonString;

/// The comparison operators of Choice rules. Values of another type than the operator's do not
/// compare, which is not an error; a variable that does not exist is one.
///
/// @spec https://states-language.net/spec.html#choice-state Amazon States Language, data-test
///   expressions
final class Comparison {
  /// The operators by the name of their field.
  static final SequencedMap<String, Operator> OPERATORS = operators();

  private static final int INCOMPARABLE = Integer.MIN_VALUE;

  private Comparison() {}

  /// An operator: a test of a variable against a literal or another variable.
  ///
  /// @param operand what the field holds
  /// @param test decides for two values that exist
  /// @param takesPath whether the field holds a path
  record Operator(Operand operand, Test test, boolean takesPath) {
    /// Why `literal` cannot stand in the field, or null when it can.
    @Nullable String whyNot(JsonValue literal) {
      return operand.accepts(literal) ? null : operand.message;
    }

    ChoiceRule.Condition with(RootedPath variable, RootedPath other) {
      return (input, scope) ->
          test.holds(require(variable, input, scope), require(other, input, scope));
    }

    ChoiceRule.Condition with(RootedPath variable, JsonValue literal) {
      if (operand == Operand.PRESENCE) {
        boolean wanted = literal.equals(JsonBoolean.TRUE);
        return (input, scope) -> variable.isPresent(input, scope) == wanted;
      }
      return (input, scope) -> test.holds(require(variable, input, scope), literal);
    }
  }

  /// A test of two values that exist.
  @FunctionalInterface
  interface Test {
    boolean holds(JsonValue left, JsonValue right);
  }

  /// What the field of an operator may hold.
  private enum Operand {
    STRING("Expected value of type String"),
    NUMBER("Expected value of type Number"),
    BOOLEAN("Expected value of type Boolean"),
    TIMESTAMP("String does not match RFC3339 timestamp"),
    PRESENCE("Expected value of type Boolean");

    private final String message;

    Operand(String message) {
      this.message = message;
    }

    boolean accepts(JsonValue value) {
      return switch (this) {
        case STRING -> value instanceof JsonString;
        case NUMBER -> value instanceof JsonNumber;
        case BOOLEAN, PRESENCE -> value instanceof JsonBoolean;
        case TIMESTAMP -> moment(value) != null;
      };
    }
  }

  /// How two values that compare must stand to one another.
  private enum Relation {
    EQUALS("Equals"),
    LESS_THAN("LessThan"),
    GREATER_THAN("GreaterThan"),
    LESS_THAN_EQUALS("LessThanEquals"),
    GREATER_THAN_EQUALS("GreaterThanEquals");

    private final String suffix;

    Relation(String suffix) {
      this.suffix = suffix;
    }

    boolean holds(int order) {
      if (order == INCOMPARABLE) {
        return false;
      }
      return switch (this) {
        case EQUALS -> order == 0;
        case LESS_THAN -> order < 0;
        case GREATER_THAN -> order > 0;
        case LESS_THAN_EQUALS -> order <= 0;
        case GREATER_THAN_EQUALS -> order >= 0;
      };
    }
  }

  private static SequencedMap<String, Operator> operators() {
    var operators = new LinkedHashMap<String, Operator>();
    for (Relation relation : Relation.values()) {
      add(
          operators,
          "String" + relation.suffix,
          Operand.STRING,
          (left, right) -> relation.holds(compareStrings(left, right)));
      add(
          operators,
          "Numeric" + relation.suffix,
          Operand.NUMBER,
          (left, right) -> relation.holds(compareNumbers(left, right)));
      add(
          operators,
          "Timestamp" + relation.suffix,
          Operand.TIMESTAMP,
          (left, right) -> relation.holds(compareTimestamps(left, right)));
    }
    add(
        operators,
        "BooleanEquals",
        Operand.BOOLEAN,
        (left, right) -> left instanceof JsonBoolean && left.equals(right));
    operators.put("StringMatches", new Operator(Operand.STRING, Comparison::matches, false));
    addTypeTest(operators, "IsNull", JsonNull.NULL::equals);
    addTypeTest(operators, "IsString", JsonString.class::isInstance);
    addTypeTest(operators, "IsNumeric", JsonNumber.class::isInstance);
    addTypeTest(operators, "IsBoolean", JsonBoolean.class::isInstance);
    addTypeTest(operators, "IsTimestamp", value -> moment(value) != null);
    operators.put("IsPresent", new Operator(Operand.PRESENCE, (_, _) -> true, false));
    return Collections.unmodifiableSequencedMap(operators);
  }

  private static void add(
      SequencedMap<String, Operator> operators, String name, Operand operand, Test test) {
    operators.put(name, new Operator(operand, test, false));
    operators.put(name + "Path", new Operator(operand, test, true));
  }

  private static void addTypeTest(
      SequencedMap<String, Operator> operators, String name, Predicate<JsonValue> isType) {
    operators.put(
        name,
        new Operator(
            Operand.BOOLEAN,
            (left, right) -> isType.test(left) == right.equals(JsonBoolean.TRUE),
            false));
  }

  private static JsonValue require(RootedPath variable, JsonValue input, Scope scope) {
    JsonValue value = variable.find(input, scope);
    if (value == null) {
      throw new EvaluationException(
          "States.Runtime",
          "Invalid path '%s': The choice state's condition path references an invalid value."
              .formatted(variable.text()));
    }
    return value;
  }

  private static int compareStrings(JsonValue left, JsonValue right) {
    return left instanceof JsonString(String one) && right instanceof JsonString(String other)
        ? Integer.signum(one.compareTo(other))
        : INCOMPARABLE;
  }

  private static int compareNumbers(JsonValue left, JsonValue right) {
    return left instanceof JsonNumber one && right instanceof JsonNumber other
        ? Numbers.compare(one, other)
        : INCOMPARABLE;
  }

  private static int compareTimestamps(JsonValue left, JsonValue right) {
    Instant one = moment(left);
    Instant other = moment(right);
    return one == null || other == null ? INCOMPARABLE : Integer.signum(one.compareTo(other));
  }

  private static @Nullable Instant moment(JsonValue value) {
    return value instanceof JsonString(String text) ? Timestamps.parse(text) : null;
  }

  private static boolean matches(JsonValue left, JsonValue right) {
    return left instanceof JsonString(String text)
        && right instanceof JsonString(String pattern)
        && Wildcards.matches(pattern, text);
  }
}
