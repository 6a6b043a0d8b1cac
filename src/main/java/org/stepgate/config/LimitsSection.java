package org.stepgate.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.limits.LimitRule;
import org.stepgate.limits.Rate;

/// Reads the section `limits`.
final class LimitsSection {
  private static final int MAX_EXECUTIONS = 100_000;
  private static final int USUAL_BURST = 10;

  private LimitsSection() {}

  /// The rules, in their order.
  ///
  /// @param routes the ids of the routes that there are
  static List<LimitRule> read(Section root, Set<String> routes) {
    return root.sectionsByName("limits", section -> rule(section, routes)).entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(rule -> rule.named(entry.getKey())))
        .toList();
  }

  private static Optional<LimitRule> rule(Section section, Set<String> routes) {
    List<String> subjects = section.texts("subjects");
    List<String> groups = section.texts("groups");
    List<String> counted = section.texts("routes");
    for (String id : counted) {
      if (!routes.contains(id)) {
        section.fault(
            "routes", "routes: there is no route '" + id + "'" + Suggestion.hint(id, routes));
      }
    }
    Optional<Rate> rate = section.parsed("rate", "rate", Rate::parse);
    int burst = section.count("burst", USUAL_BURST, 1, LimitRule.MAX_BURST);
    int executions = section.count("executions", 0, 0, MAX_EXECUTIONS);
    if (!section.has("rate") && executions == 0) {
      section.fault("rate", "a limit has a rate, a number of executions, or both");
    }
    return section.build(() ->
        new LimitRule(
            "",
            Set.copyOf(subjects),
            Set.copyOf(groups),
            Set.copyOf(counted),
            rate.orElse(null),
            burst,
            executions));
  }
}
