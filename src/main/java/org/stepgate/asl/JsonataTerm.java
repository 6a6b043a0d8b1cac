package org.stepgate.asl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// A JSONata expression in a field of a state. What it sees is `$states` and the variables, never a
/// `$` of its own. Immutable.
///
/// The usual term is a path through objects, which is walked here; whatever else is evaluated by
/// the library.
final class JsonataTerm implements ValueExpression {
  /// Names that are operators or values where a name could stand.
  private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null");

  private static final String CONTEXT = "context";

  private final JsonataExpression expression;
  private final String field;
  private final @Nullable List<String> path;
  private final Set<String> names;
  private final boolean seesStates;
  private final boolean seesContext;

  /// A term.
  ///
  /// @param field where it stands within the state, such as `Output/total`
  JsonataTerm(JsonataExpression expression, String field) {
    this.expression = expression;
    this.field = field;
    this.path = pathOf(expression.source());
    var mentioned = new HashSet<>(expression.names());
    this.seesStates = mentioned.remove(VariableNames.STATES);
    this.seesContext =
        expression.ofStates().contains(CONTEXT) || expression.ofStates().contains("");
    mentioned.remove("");
    mentioned.remove("$");
    this.names = Set.copyOf(mentioned);
  }

  /// The names of a path such as `$states.input.customer`, null for any other expression.
  private static @Nullable List<String> pathOf(String source) {
    if (!source.startsWith("$")) {
      return null;
    }
    List<String> names = List.of(source.substring(1).split("\\.", -1));
    for (String name : names) {
      boolean plain =
          !name.isEmpty()
              && !WORDS.contains(name)
              && !Character.isDigit(name.charAt(0))
              && name.chars().allMatch(c -> c < 0x80 && Character.isJavaIdentifierPart(c))
              && name.indexOf('$') < 0;
      if (!plain) {
        return null;
      }
    }
    return names;
  }

  /// The value of the term.
  ///
  /// @param states an object of what `$states` holds but for the context
  /// @throws EvaluationException `States.QueryEvaluationError` when there is none
  @Override
  public JsonValue evaluate(JsonValue states, Scope scope) {
    JsonValue known = path == null ? null : walk(path, states, scope);
    return known == null ? compute(states, scope) : known;
  }

  /// What a path selects; null when it selects nothing or leads through anything but objects.
  private static @Nullable JsonValue walk(List<String> path, JsonValue states, Scope scope) {
    String variable = path.getFirst();
    boolean ofStates = variable.equals(VariableNames.STATES);
    JsonValue value = ofStates ? states : scope.variable(variable);
    for (int i = 1; i < path.size(); i++) {
      if (!(value instanceof JsonObject object)) {
        return null;
      }
      boolean ofContext = i == 1 && ofStates && path.get(i).equals(CONTEXT);
      value = ofContext ? scope.context() : object.get(path.get(i));
    }
    boolean wholeStates = ofStates && path.size() == 1;
    return wholeStates ? null : value;
  }

  private JsonValue compute(JsonValue states, Scope scope) {
    Optional<JsonValue> value;
    try {
      value = expression.evaluate(null, bindings(states, scope), scope.surroundings());
    } catch (EvaluationException e) {
      throw failure("threw an error during evaluation. " + e.causeText());
    }
    if (value.isEmpty()) {
      throw failure("returned nothing (undefined).");
    }
    return value.get();
  }

  private Map<String, JsonValue> bindings(JsonValue states, Scope scope) {
    var bindings = new HashMap<String, JsonValue>();
    for (String name : names) {
      JsonValue value = scope.variable(name);
      if (value != null) {
        bindings.put(name, value);
      }
    }
    if (seesStates) {
      bindings.put(VariableNames.STATES, seesContext ? whole(states, scope) : states);
    }
    return bindings;
  }

  private static JsonValue whole(JsonValue states, Scope scope) {
    var members = JsonObject.builder();
    ((JsonObject) states).members().forEach(members::put);
    return members.put(CONTEXT, scope.context()).build();
  }

  /// The value, which must be an array.
  List<JsonValue> array(JsonValue states, Scope scope) {
    JsonValue value = evaluate(states, scope);
    if (value instanceof JsonArray array) {
      return array.elements();
    }
    throw unexpected("array", value);
  }

  /// The value, which must be a string.
  String string(JsonValue states, Scope scope) {
    JsonValue value = evaluate(states, scope);
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw unexpected("string", value);
  }

  /// The value, which must be true or false.
  boolean truth(JsonValue states, Scope scope) {
    JsonValue value = evaluate(states, scope);
    if (value instanceof JsonBoolean(boolean truth)) {
      return truth;
    }
    throw unexpected("boolean", value);
  }

  /// The value, which must be a number.
  JsonNumber number(JsonValue states, Scope scope) {
    JsonValue value = evaluate(states, scope);
    if (value instanceof JsonNumber number) {
      return number;
    }
    throw unexpected("number", value);
  }

  /// A failure of this term.
  ///
  /// @param what what it does wrong, such as `returned nothing (undefined).`
  EvaluationException failure(String what) {
    return EvaluationException.query(
        "The JSONata expression '%s' specified for the field '%s' %s"
            .formatted(expression.source(), field, what),
        field);
  }

  private EvaluationException unexpected(String expected, JsonValue value) {
    return failure(
        "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
            .formatted(expected, typeOf(value), value));
  }

  private static String typeOf(JsonValue value) {
    return switch (value) {
      case JsonNull _ -> "null";
      case JsonBoolean _ -> "boolean";
      case JsonNumber _ -> "number";
      case JsonString _ -> "string";
      case JsonArray _ -> "array";
      case JsonObject _ -> "object";
    };
  }
}
