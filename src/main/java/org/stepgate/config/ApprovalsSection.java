package org.stepgate.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.stepgate.approvals.ApprovalRule;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionId;

/// Reads the sections of `approvals` by the names of activities.
final class ApprovalsSection {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final Set<String> targets;

  /// Reads approvals.
  ///
  /// @param targets the targets of notifications that they may name
  ApprovalsSection(Set<String> targets) {
    this.targets = targets;
  }

  SequencedMap<String, ApprovalRule> read(Section root) {
    var rules = new LinkedHashMap<String, ApprovalRule>();
    root.sectionsByName("approvals", this::rule)
        .forEach((activity, rule) -> rule.ifPresent(known -> rules.put(activity, known)));
    return rules;
  }

  private Optional<ApprovalRule> rule(Section section) {
    if (!ExecutionId.isName(section.name())) {
      section.fault("'" + section.name() + "' cannot be the name of an activity");
    }
    SequencedMap<String, Integer> quorums = quorums(section);
    int most = quorums.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    int people = section.count("people", most, 1, ApprovalRule.MOST_PEOPLE);
    boolean reasonRequired = section.flag("reason-required", false);
    Optional<Duration> deadline = section.time("deadline", SHORTEST, LONGEST);
    Optional<String> question = section.text("question");
    List<String> tells = section.texts("notify");
    NotificationsSection.check(section, "notify", tells, targets);
    return section.isGood()
        ? section.build(() ->
            new ApprovalRule(
                quorums,
                people,
                reasonRequired,
                deadline.orElse(null),
                question.orElse(null),
                tells))
        : Optional.empty();
  }

  private static SequencedMap<String, Integer> quorums(Section section) {
    var quorums = new LinkedHashMap<String, Integer>();
    Optional<JsonValue> value = section.any("approvers", "numbers of people by group");
    if (value.isEmpty()) {
      section.missing("approvers");
    } else if (value.get() instanceof JsonObject groups && groups.size() > 0) {
      groups
          .members()
          .forEach((group, quorum) -> {
            if (quorum instanceof JsonNumber number && number.isLong() && isCount(number)) {
              quorums.put(group, (int) number.toLong());
            } else {
              section.fault(
                  "approvers",
                  "approvers: expected 1 to %d people of '%s', got %s"
                      .formatted(ApprovalRule.MOST_PEOPLE, group, quorum));
            }
          });
    } else {
      section.fault(
          "approvers", "approvers: expected numbers of people by group, such as {release: 2}");
    }
    return quorums;
  }

  private static boolean isCount(JsonNumber number) {
    return number.toLong() >= 1 && number.toLong() <= ApprovalRule.MOST_PEOPLE;
  }
}
