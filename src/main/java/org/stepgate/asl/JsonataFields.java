package org.stepgate.asl;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Reads the fields of one JSONata state: literal JSON in which each string of the form `{% … %}`
/// is an expression. Each is compiled here, once.
final class JsonataFields implements StateFields {
  private static final String OPENING = "{%";
  private static final String CLOSING = "%}";
  private static final Pattern LEAVING = Pattern.compile("(?:Output|Assign)(?![A-Za-z])");
  private static final Set<String> WITH_RESULT = Set.of("Task", "Parallel", "Map");
  private static final Set<String> RULE_FIELDS =
      Set.of("Assign", "Comment", "Condition", "Next", "Output");

  /// White space sets an expression apart. An expression that begins on a line of its own has
  /// nothing between `{%` and the end of the line before it.
  private static final Pattern SURROUNDED =
      Pattern.compile("(?s)\\{%(?:\\R\\s*+|[ \\t]++)\\S(?:.*\\S)?\\s+%}");

  private final Faults faults;
  private final int prefix;
  private final boolean hasResult;

  /// Reads the fields of that state and of what is nested in it.
  JsonataFields(Fields state) {
    this.faults = state.faults();
    this.prefix = state.node().location().length() + 1;
    this.hasResult =
        state.node().value() instanceof JsonObject fields
            && WITH_RESULT.contains(String.valueOf(fields.string("Type")));
  }

  @Override
  public JsonataDataFlow flow(Fields state) {
    return new JsonataDataFlow(
        compile(state, "Arguments"), compile(state, "Output"), assign(state));
  }

  @Override
  public JsonataDataFlow mapFlow(Fields state) {
    return flow(state);
  }

  @Override
  public JsonataDataFlow ruleFlow(Fields state, Fields rule) {
    return flow(rule);
  }

  @Override
  public ErrorHandling.CatchFlow catchFlow(Fields catcher) {
    if (catcher.has("ResultPath")) {
      catcher
          .faults()
          .member(catcher.node(), "ResultPath", QueryLanguage.jsonPathOnly("ResultPath"));
    }
    return flow(catcher)::caught;
  }

  private @Nullable PayloadTemplate assign(Fields fields) {
    AssignFields.check(fields, QueryLanguage.JSONATA);
    return compile(fields, "Assign");
  }

  @Override
  public @Nullable JsonExpression template(Fields fields, String name) {
    PayloadTemplate template = compile(fields, name);
    return template == null
        ? null
        : (input, scope) -> template.evaluate(JsonataDataFlow.states(input), scope);
  }

  @Override
  public @Nullable JsonExpression itemSelector(Fields state) {
    return template(state, "ItemSelector");
  }

  @Override
  public @Nullable StringExpression role(Fields credentials) {
    return string(credentials, "RoleArn");
  }

  @Override
  public @Nullable WaitTime waitTime(Fields state) {
    state.exactlyOne("Seconds", "Timestamp");
    IntegerExpression seconds = integer(state, "Seconds", 0, DefinitionParser.MAX_SECONDS);
    if (seconds != null) {
      return new WaitTime.Seconds(seconds);
    }
    WaitTime.InstantExpression moment = timestamp(state);
    return moment == null ? null : new WaitTime.Timestamp(moment);
  }

  private @Nullable PayloadTemplate compile(Fields fields, String name) {
    Node field = fields.get(name);
    return field == null ? null : template(field);
  }

  private PayloadTemplate template(Node node) {
    return switch (node.value()) {
      case JsonObject object -> members(node, object);
      case JsonArray array -> elements(node, array);
      case JsonString(String text) when isExpression(text) -> {
        JsonataTerm term = compile(node, text);
        yield term == null
            ? new PayloadTemplate.Constant(node.value())
            : new PayloadTemplate.Binding(term);
      }
      default -> new PayloadTemplate.Constant(node.value());
    };
  }

  private PayloadTemplate members(Node node, JsonObject object) {
    var members = new ArrayList<PayloadTemplate.Member>();
    boolean constant = true;
    for (var entry : object.members().entrySet()) {
      PayloadTemplate template = template(node.member(entry.getKey(), entry.getValue()));
      constant &= template instanceof PayloadTemplate.Constant;
      members.add(new PayloadTemplate.Member(entry.getKey(), template));
    }
    return constant ? new PayloadTemplate.Constant(object) : new PayloadTemplate.Members(members);
  }

  private PayloadTemplate elements(Node node, JsonArray array) {
    var elements = new ArrayList<PayloadTemplate>();
    boolean constant = true;
    for (int i = 0; i < array.size(); i++) {
      PayloadTemplate template = template(node.element(i, array.get(i)));
      constant &= template instanceof PayloadTemplate.Constant;
      elements.add(template);
    }
    return constant ? new PayloadTemplate.Constant(array) : new PayloadTemplate.Elements(elements);
  }

  @Override
  public @Nullable IntegerExpression integer(
      Fields fields, String name, long minimum, long maximum) {
    if (isTerm(fields, name)) {
      JsonataTerm term = term(fields, name);
      return term == null ? null : new IntegerTerm(term, minimum, maximum);
    }
    Long constant = fields.integer(name, minimum, maximum);
    if (constant == null) {
      return null;
    }
    long value = constant;
    return (_, _) -> value;
  }

  @Override
  public @Nullable PercentageExpression percentage(Fields fields, String name) {
    if (isTerm(fields, name)) {
      JsonataTerm term = term(fields, name);
      return term == null ? null : (input, scope) -> percentage(term, input, scope);
    }
    Double constant = fields.number(name, 0, PercentageExpression.MAXIMUM);
    if (constant == null) {
      return null;
    }
    double value = constant;
    return (_, _) -> value;
  }

  private static double percentage(JsonataTerm term, JsonValue input, Scope scope) {
    double value = term.number(JsonataDataFlow.states(input), scope).toDouble();
    if (value < 0 || value > PercentageExpression.MAXIMUM) {
      throw term.failure("returned a number outside of the range from 0 to 100: " + value);
    }
    return value;
  }

  @Override
  public @Nullable StringExpression string(Fields fields, String name) {
    if (isTerm(fields, name)) {
      JsonataTerm term = term(fields, name);
      return term == null
          ? null
          : (input, scope) -> term.string(JsonataDataFlow.states(input), scope);
    }
    String constant = fields.string(name);
    return constant == null ? null : (_, _) -> constant;
  }

  private WaitTime.@Nullable InstantExpression timestamp(Fields state) {
    if (isTerm(state, "Timestamp")) {
      JsonataTerm term = term(state, "Timestamp");
      return term == null ? null : (input, scope) -> instant(term, input, scope);
    }
    Instant moment = ExpressionFields.timestamp(state, "Timestamp");
    return moment == null ? null : (_, _) -> moment;
  }

  private static Instant instant(JsonataTerm term, JsonValue input, Scope scope) {
    String text = term.string(JsonataDataFlow.states(input), scope);
    Instant moment = Timestamps.parse(text);
    if (moment == null) {
      throw term.failure("returned a string that is not an RFC3339 timestamp: " + text);
    }
    return moment;
  }

  @Override
  public ChoiceRule.@Nullable Condition condition(Fields rule) {
    String name = "Condition";
    rule.refuseOthers(RULE_FIELDS);
    rule.checkComment();
    rule.require(name);
    if (isTerm(rule, name)) {
      JsonataTerm term = term(rule, name);
      return term == null
          ? null
          : (input, scope) -> term.truth(JsonataDataFlow.states(input), scope);
    }
    Node field = rule.get(name);
    if (field == null) {
      return null;
    }
    if (field.value() instanceof JsonBoolean(boolean constant)) {
      return (_, _) -> constant;
    }
    faults.schema(field, "Expected value of type Boolean or JSONata expression");
    return null;
  }

  @Override
  public MapItems.Items items(Fields state) {
    String name = "Items";
    Node field = state.get(name);
    if (field == null) {
      return JsonataFields::inputItems;
    }
    if (isTerm(state, name)) {
      JsonataTerm term = term(state, name);
      return term == null
          ? JsonataFields::inputItems
          : (input, scope) -> term.array(JsonataDataFlow.states(input), scope);
    }
    if (!(field.value() instanceof JsonArray)) {
      faults.schema(field, "Expected value of type Array or JSONata expression");
    }
    PayloadTemplate template = template(field);
    return (input, scope) ->
        template.evaluate(JsonataDataFlow.states(input), scope) instanceof JsonArray array
            ? array.elements()
            : List.of();
  }

  private static List<JsonValue> inputItems(JsonValue input, Scope scope) {
    if (input instanceof JsonArray array) {
      return array.elements();
    }
    throw EvaluationException.query("Map state input must be an array but was: " + input, null);
  }

  /// The expression that a field holds; null, with a fault, when it cannot be compiled.
  private @Nullable JsonataTerm term(Fields fields, String name) {
    Node field = fields.field(name);
    return field.value() instanceof JsonString(String text) ? compile(field, text) : null;
  }

  private static boolean isTerm(Fields fields, String name) {
    Node field = fields.get(name);
    return field != null && field.value() instanceof JsonString(String text) && isExpression(text);
  }

  /// The variables that an expression looks up, without `$`: neither `$states` and functions nor
  /// what it binds itself.
  static Set<String> variablesOf(String text) {
    try {
      return JsonataExpression.parse(source(text), JsonataLimits.defaults()).variables();
    } catch (JsonataException | IndexOutOfBoundsException _) {
      return Set.of();
    }
  }

  private static String source(String text) {
    return text.substring(OPENING.length(), text.length() - CLOSING.length()).strip();
  }

  /// Whether a string is meant to be an expression.
  static boolean isExpression(String text) {
    return text.startsWith(OPENING);
  }

  private @Nullable JsonataTerm compile(Node node, String text) {
    if (!SURROUNDED.matcher(text).matches()) {
      faults.schema(
          node,
          "A JSONata expression must have the form '{% expression %}'",
          "white space follows '{%' and precedes '%}'; a line that holds only '{%' ends there");
      return null;
    }
    try {
      JsonataExpression expression =
          JsonataExpression.parse(source(text), JsonataLimits.defaults());
      String field = node.location().substring(prefix);
      checkStates(node, expression, field);
      return new JsonataTerm(expression, field);
    } catch (JsonataException e) {
      faults.schema(node, "The JSONata expression is not valid", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// Reports what `$states` does not hold in that field: there is a result when a Task, Parallel or
  /// Map state is left, and an error output when it was caught.
  private void checkStates(Node node, JsonataExpression expression, String field) {
    boolean caught = field.startsWith("Catch[");
    boolean leaving = hasResult && LEAVING.matcher(field).lookingAt();
    for (String name : expression.ofStates()) {
      boolean absent =
          switch (name) {
            case "result" -> !leaving;
            case "errorOutput" -> !caught;
            default -> false;
          };
      if (absent) {
        faults.schema(
            node, "The field '$states.%s' is not accessible in field '%s'".formatted(name, field));
      }
    }
  }

  /// A whole number that an expression gives.
  private record IntegerTerm(JsonataTerm term, long minimum, long maximum)
      implements IntegerExpression {
    @Override
    public long evaluate(JsonValue input, Scope scope) {
      JsonNumber number = term.number(JsonataDataFlow.states(input), scope);
      BigDecimal value = number.toBigDecimal();
      if (value.stripTrailingZeros().scale() > 0) {
        throw term.failure("returned a number that is not an integer: " + number);
      }
      if (value.compareTo(BigDecimal.valueOf(minimum)) < 0
          || value.compareTo(BigDecimal.valueOf(maximum)) > 0) {
        throw term.failure(
            "returned a number outside of the range from %d to %d: %s"
                .formatted(minimum, maximum, number));
      }
      return value.longValueExact();
    }
  }
}
