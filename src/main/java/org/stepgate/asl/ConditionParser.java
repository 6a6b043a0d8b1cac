package org.stepgate.asl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// Parses the conditions of Choice rules in JSONPath.
///
/// @spec https://states-language.net/spec.html#choice-state Amazon States Language, Choice state
final class ConditionParser {
  private static final List<String> SELECTORS =
      List.of("And", "Or", "Not", "Variable", "Condition");

  private ConditionParser() {}

  /// The condition of a rule, whose fields are all checked; null, with a fault, when it has none.
  static ChoiceRule.@Nullable Condition parse(Fields rule) {
    return condition(rule, true);
  }

  private static ChoiceRule.@Nullable Condition condition(Fields rule, boolean top) {
    checkFields(rule, top);
    List<String> selectors = SELECTORS.stream().filter(rule::has).toList();
    if (selectors.size() != 1) {
      rule.faults()
          .schema(
              rule.node(), "The object must have only one of the following fields, " + SELECTORS);
      return null;
    }
    return switch (selectors.getFirst()) {
      case "And" -> {
        List<ChoiceRule.Condition> all = conditions(rule, "And");
        yield (input, scope) -> {
          for (ChoiceRule.Condition each : all) {
            if (!each.holds(input, scope)) {
              return false;
            }
          }
          return true;
        };
      }
      case "Or" -> {
        List<ChoiceRule.Condition> any = conditions(rule, "Or");
        yield (input, scope) -> {
          for (ChoiceRule.Condition each : any) {
            if (each.holds(input, scope)) {
              return true;
            }
          }
          return false;
        };
      }
      case "Not" -> negation(rule);
      case "Variable" -> comparison(rule);
      default -> null;
    };
  }

  private static void checkFields(Fields rule, boolean top) {
    var known = new HashSet<>(SELECTORS);
    known.addAll(Set.of("Comment", "Output"));
    known.addAll(Comparison.OPERATORS.keySet());
    if (top) {
      known.addAll(Set.of("Assign", "Next"));
    }
    rule.refuseOthers(known);
    rule.checkComment();
    for (String field : List.of("Condition", "Output")) {
      if (rule.has(field)) {
        rule.faults().member(rule.node(), field, QueryLanguage.jsonataOnly(field));
      }
    }
  }

  private static List<ChoiceRule.Condition> conditions(Fields rule, String name) {
    var conditions = new ArrayList<ChoiceRule.Condition>();
    for (Node node : rule.someElements(name)) {
      Fields nested = Fields.open(node, rule.faults());
      ChoiceRule.Condition condition = nested == null ? null : condition(nested, false);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return List.copyOf(conditions);
  }

  private static ChoiceRule.@Nullable Condition negation(Fields rule) {
    Node node = rule.get("Not");
    Fields nested = node == null ? null : Fields.open(node, rule.faults());
    ChoiceRule.Condition condition = nested == null ? null : condition(nested, false);
    return condition == null ? null : (input, scope) -> !condition.holds(input, scope);
  }

  private static ChoiceRule.@Nullable Condition comparison(Fields rule) {
    List<String> operators = Comparison.OPERATORS.keySet().stream().filter(rule::has).toList();
    if (operators.size() != 1) {
      rule.faults()
          .schema(
              rule.node(),
              operators.isEmpty()
                  ? "This object should have only one of the following fields: "
                      + List.copyOf(Comparison.OPERATORS.keySet())
                  : "There should only be one of the following fields: " + operators);
      return null;
    }
    String name = operators.getFirst();
    RootedPath variable = variable(rule, "Variable");
    Comparison.Operator operator = Comparison.OPERATORS.get(name);
    Node operand = rule.get(name);
    if (variable == null || operator == null || operand == null) {
      return null;
    }
    if (operator.takesPath()) {
      RootedPath other = variable(rule, name);
      return other == null ? null : operator.with(variable, other);
    }
    JsonValue literal = operand.value();
    String wrong = operator.whyNot(literal);
    if (wrong != null) {
      rule.faults().schema(operand, wrong);
      return null;
    }
    return operator.with(variable, literal);
  }

  private static @Nullable RootedPath variable(Fields rule, String name) {
    String text = rule.string(name);
    Node field = rule.get(name);
    if (text == null || field == null) {
      return null;
    }
    if (!text.startsWith("$")) {
      rule.faults()
          .schema(field, "Value is not a Reference Path: Reference path didn't start with '$'");
      return null;
    }
    return ExpressionFields.referencePath(rule, name);
  }
}
