package org.stepgate.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stepgate.approvals.Approvers.ALICE;
import static org.stepgate.approvals.Approvers.ASKED;
import static org.stepgate.approvals.Approvers.BOB;
import static org.stepgate.approvals.Approvers.CAROL;
import static org.stepgate.approvals.Approvers.DEADLINE;
import static org.stepgate.approvals.Approvers.MALLORY;
import static org.stepgate.approvals.Approvers.approval;
import static org.stepgate.approvals.Approvers.decision;
import static org.stepgate.approvals.Approvers.rule;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stepgate.approvals.Approval.Status;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;

final class ApprovalRuleTest {
  private static ApprovalRule of(Map<String, Integer> quorums, int people) {
    return new ApprovalRule(new LinkedHashMap<>(quorums), people, false, null, null, List.of());
  }

  @Test
  void ofJson_ofToJson_isTheSame() {
    var plain = of(Map.of("release", 1), 1);
    for (ApprovalRule rule : List.of(rule(true), plain)) {
      var text = rule.toJson().toString();

      assertThat(ApprovalRule.ofJson((JsonObject) JsonReader.read(text, JsonLimits.STORED)))
          .isEqualTo(rule);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"version\":2,\"quorums\":{\"a\":1},\"people\":1,\"notify\":[]}",
        "{\"version\":1,\"quorums\":{},\"people\":1,\"notify\":[]}"
      })
  void ofJson_noRule_isRefused(String text) {
    var json = (JsonObject) JsonReader.read(text, JsonLimits.STORED);

    assertThatThrownBy(() -> ApprovalRule.ofJson(json))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void rule_numberOutOfRange_isRefused(int number) {
    assertThatThrownBy(() -> of(Map.of("a", number), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Map.of("a", 1), number))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void rule_numberWithinRange_isTaken(int number) {
    assertThat(of(Map.of("a", number), number).people()).isEqualTo(number);
  }

  @Test
  void rule_deadlineOfNoTime_isRefused() {
    assertThatThrownBy(
            () -> new ApprovalRule(rule(false).quorums(), 1, false, Duration.ZERO, null, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void missing_countsByGroupAndPeople() {
    var rule = rule(false);

    assertThat(rule.missing(List.of()))
        .containsExactly(Map.entry("release", 2), Map.entry("security", 1), Map.entry("", 2));
    assertThat(rule.missing(List.of(decision(CAROL, true))))
        .containsExactly(Map.entry("release", 1), Map.entry("", 1));
    assertThat(rule.missing(List.of(decision(CAROL, true), decision(BOB, false))))
        .containsExactly(Map.entry("release", 1), Map.entry("", 1));
    assertThat(rule.missing(List.of(decision(CAROL, true), decision(BOB, true)))).isEmpty();
  }

  @Test
  void missing_oneInAllGroups_isStoppedByPeople() {
    assertThat(of(Map.of("release", 1, "security", 1), 1).missing(List.of(decision(CAROL, true))))
        .isEmpty();
    assertThat(of(Map.of("release", 1, "security", 1), 2).missing(List.of(decision(CAROL, true))))
        .containsExactly(Map.entry("", 1));
  }

  @Test
  void waitsFor_onlyThoseWhoseDecisionWouldCount() {
    var open = approval(rule(false), Status.PENDING, List.of(decision(CAROL, true)));

    assertThat(open.waitsFor(BOB, ASKED)).isTrue();
    assertThat(open.waitsFor(CAROL, ASKED)).as("has decided").isFalse();
    assertThat(open.waitsFor(ALICE, ASKED)).as("has asked").isFalse();
    assertThat(open.waitsFor(MALLORY, ASKED)).as("is of no group").isFalse();
    assertThat(open.waitsFor(BOB, ASKED.plus(DEADLINE))).as("late").isFalse();
    assertThat(approval(rule(false), Status.APPROVED, List.of()).waitsFor(BOB, ASKED)).isFalse();
  }

  @Test
  void whole_showsWhatIsMissingAndTheInput() {
    var open = approval(rule(false), Status.PENDING, List.of(decision(CAROL, true)));

    assertThat(open.whole().toString())
        .contains("\"status\":\"PENDING\"", "\"missing\":{\"release\":1}", "\"missingPeople\":1")
        .contains("\"input\":{\"name\":\"app\"}", "\"deadline\":\"2026-03-01T13:00:00Z\"");
    assertThat(open.brief().toString()).doesNotContain("input");
  }
}
