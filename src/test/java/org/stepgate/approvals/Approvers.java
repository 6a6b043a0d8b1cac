package org.stepgate.approvals;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.principal.Principal;

/// People and approvals for tests.
final class Approvers {
  static final Instant ASKED = Instant.parse("2026-03-01T12:00:00Z");
  static final Duration DEADLINE = Duration.ofHours(1);
  static final Principal ALICE = person("alice", "release");
  static final Principal BOB = person("bob", "release", "staff");
  static final Principal CAROL = person("carol", "release", "security");
  static final Principal MALLORY = person("mallory", "staff");

  private Approvers() {}

  static Principal person(String name, String... groups) {
    return new Principal("https://issuer.example", name, List.of(groups), JsonObject.EMPTY);
  }

  /// Two of `release` and one of `security`.
  static ApprovalRule rule(boolean reasonRequired) {
    var quorums = new LinkedHashMap<String, Integer>();
    quorums.put("release", 2);
    quorums.put("security", 1);
    return new ApprovalRule(
        quorums, 2, reasonRequired, DEADLINE, "Release {name}?", List.of("chat"));
  }

  /// A question of Alice's.
  static Approval approval(ApprovalRule rule, Approval.Status status, List<Decision> decisions) {
    return new Approval(
        "id",
        "release",
        "embedded:release:r1",
        "arn:aws:states:us-east-1:123456789012:execution:release:r1",
        "Ask",
        "Release app?",
        "{\"name\":\"app\"}",
        ALICE,
        rule,
        ASKED,
        ASKED.plus(DEADLINE),
        status,
        status == Approval.Status.PENDING ? null : ASKED.plusSeconds(30),
        decisions);
  }

  static Ballot ballot(Principal person, boolean approves) {
    return new Ballot(person, approves, null, null, ASKED.plusSeconds(60));
  }

  static Decision decision(Principal person, boolean approves) {
    return new Decision(
        person.issuer(),
        person.subject(),
        ASKED.plusSeconds(30),
        approves,
        rule(false).countingGroups(person),
        null,
        null);
  }
}
