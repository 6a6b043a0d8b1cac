package org.stepgate.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stepgate.approvals.Approvers.ALICE;
import static org.stepgate.approvals.Approvers.ASKED;
import static org.stepgate.approvals.Approvers.BOB;
import static org.stepgate.approvals.Approvers.CAROL;
import static org.stepgate.approvals.Approvers.DEADLINE;
import static org.stepgate.approvals.Approvers.MALLORY;
import static org.stepgate.approvals.Approvers.approval;
import static org.stepgate.approvals.Approvers.ballot;
import static org.stepgate.approvals.Approvers.decision;
import static org.stepgate.approvals.Approvers.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stepgate.approvals.Approval.Status;
import org.stepgate.approvals.Verdict.Refusal;
import org.stepgate.principal.Principal;

final class JudgeTest {
  private static final Approval OPEN = approval(rule(false), Status.PENDING, List.of());

  private static Refusal refusal(Verdict verdict) {
    return ((Verdict.Refused) verdict).why();
  }

  private static Ballot ballotAt(long millisAfterDeadline) {
    return new Ballot(BOB, true, null, null, ASKED.plus(DEADLINE).plusMillis(millisAfterDeadline));
  }

  @Test
  void judge_firstOfTwo_isRecorded() {
    assertThat(Judge.judge(OPEN, ballot(BOB, true)))
        .isInstanceOfSatisfying(
            Verdict.Recorded.class,
            recorded -> assertThat(recorded.decision().groups()).containsExactly("release"));
  }

  @Test
  void judge_secondIsOfBothGroups_isApproved() {
    var half = approval(rule(false), Status.PENDING, List.of(decision(BOB, true)));

    var verdict = (Verdict.Approved) Judge.judge(half, ballot(CAROL, true));

    assertThat(verdict.output().toString())
        .contains("\"decision\":\"approved\"", "\"subject\":\"bob\"", "\"subject\":\"carol\"")
        .contains("\"time\":\"2026-03-01T12:01:00Z\"", "\"requester\":{\"subject\":\"alice\"");
  }

  @Test
  void judge_secondIsOfTheSameGroupOnly_isNotEnough() {
    var half = approval(rule(false), Status.PENDING, List.of(decision(BOB, true)));

    assertThat(Judge.judge(half, ballot(Approvers.person("dave", "release"), true)))
        .isInstanceOf(Verdict.Recorded.class);
  }

  @Test
  void judge_oneRejects_isRejectedWithWhoAndWhat() {
    var half = approval(rule(false), Status.PENDING, List.of(decision(BOB, true)));

    var verdict = (Verdict.Rejected) Judge.judge(half, ballot(CAROL, false));

    assertThat(verdict.output().toString())
        .contains("\"decision\":\"rejected\"", "\"subject\":\"bob\"", "\"subject\":\"carol\"");
  }

  @Test
  void judge_requester_isRefusedWhateverTheGroups() {
    assertThat(refusal(Judge.judge(OPEN, ballot(ALICE, true)))).isEqualTo(Refusal.OWN_REQUEST);
    assertThat(refusal(Judge.judge(OPEN, ballot(ALICE, false)))).isEqualTo(Refusal.OWN_REQUEST);
  }

  @Test
  void judge_subjectOfAnotherIssuer_isAnotherPerson() {
    var other = new Principal("https://other.example", "alice", List.of("release"), ALICE.claims());

    assertThat(Judge.judge(OPEN, ballot(other, true))).isInstanceOf(Verdict.Recorded.class);
  }

  @Test
  void judge_personOfNoGroup_isRefused() {
    assertThat(refusal(Judge.judge(OPEN, ballot(MALLORY, true))))
        .isEqualTo(Refusal.NOT_AN_APPROVER);
  }

  @ParameterizedTest
  @CsvSource({"-1,", "0,TIMED_OUT", "1,TIMED_OUT"})
  void judge_deadline_endsIt(long millis, @Nullable Refusal why) {
    Verdict verdict = Judge.judge(OPEN, ballotAt(millis));

    if (why == null) {
      assertThat(verdict).isInstanceOf(Verdict.Recorded.class);
    } else {
      assertThat(refusal(verdict)).isEqualTo(why);
    }
  }

  @ParameterizedTest
  @CsvSource({"APPROVED,DECIDED", "REJECTED,DECIDED", "EXPIRED,TIMED_OUT", "WITHDRAWN,TIMED_OUT"})
  void judge_closed_isRefused(Status status, Refusal why) {
    var closed = approval(rule(false), status, List.of());

    assertThat(refusal(Judge.judge(closed, ballot(BOB, true)))).isEqualTo(why);
  }

  @Test
  void judge_reasonIsRequiredAndMissing_isRefused() {
    var strict = approval(rule(true), Status.PENDING, List.of());

    assertThat(refusal(Judge.judge(strict, ballot(BOB, true)))).isEqualTo(Refusal.NO_REASON);
    assertThat(Judge.judge(strict, new Ballot(BOB, true, "tested", null, ASKED)))
        .isInstanceOf(Verdict.Recorded.class);
  }

  @ParameterizedTest
  @CsvSource({
    // before, its key, now, key, answer
    "true, , true, , Repeated",
    "true, k, true, k, Repeated",
    "true, k, true, l, Repeated",
    "true, k, false, k, KEY_REUSED",
    "true, k, false, l, DECIDED_OTHERWISE",
    "true, , false, , DECIDED_OTHERWISE",
    "false, , true, , DECIDED_OTHERWISE"
  })
  void judge_again_neverChangesADecision(
      boolean before,
      @Nullable String keyBefore,
      boolean now,
      @Nullable String key,
      String answer) {
    var first =
        new Decision(
            BOB.issuer(), BOB.subject(), ASKED, before, List.of("release"), null, keyBefore);
    var half = approval(rule(false), Status.PENDING, List.of(first));

    Verdict verdict = Judge.judge(half, new Ballot(BOB, now, null, key, ASKED));

    assertThat(
            verdict instanceof Verdict.Refused(Refusal why)
                ? why.name()
                : verdict.getClass().getSimpleName())
        .isEqualTo(answer);
  }

  @Test
  void judge_sameKeyOtherReason_isReused() {
    var first =
        new Decision(BOB.issuer(), BOB.subject(), ASKED, true, List.of("release"), "tested", "k");
    var half = approval(rule(false), Status.PENDING, List.of(first));

    assertThat(refusal(Judge.judge(half, new Ballot(BOB, true, "other", "k", ASKED))))
        .isEqualTo(Refusal.KEY_REUSED);
  }

  @Test
  void judge_doubleClickAfterTheEnd_isRepeated() {
    var closed = approval(rule(false), Status.APPROVED, List.of(decision(BOB, true)));

    assertThat(Judge.judge(closed, ballot(BOB, true))).isInstanceOf(Verdict.Repeated.class);
  }
}
