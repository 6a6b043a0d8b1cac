package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;

/// Parses Choice states.
///
/// @spec https://states-language.net/spec.html#choice-state Amazon States Language, Choice state
final class ChoiceParser {
  private ChoiceParser() {}

  /// The state; what is wrong with it is reported.
  static State parse(String name, Fields state, StateFields language) {
    return new State.Choice(
        name, language.flow(state), rules(state, language), state.string("Default"));
  }

  private static List<ChoiceRule> rules(Fields state, StateFields language) {
    state.require("Choices");
    var rules = new ArrayList<ChoiceRule>();
    for (Node node : state.someElements("Choices")) {
      Fields rule = Fields.open(node, state.faults());
      if (rule == null) {
        continue;
      }
      rule.require("Next");
      String next = rule.string("Next");
      ChoiceRule.Condition condition = language.condition(rule);
      if (condition != null && next != null) {
        rules.add(new ChoiceRule(condition, language.ruleFlow(state, rule), next));
      }
    }
    return rules;
  }
}
