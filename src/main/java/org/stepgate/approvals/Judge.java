package org.stepgate.approvals;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stepgate.approvals.Verdict.Refusal;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// Decides on ballots: a pure function of the approval as it stands and the ballot.
///
/// One person has one decision, which stays. Enough approvals, as the rule says, let the task
/// succeed; a single rejection lets it fail.
public final class Judge {
  /// The error name of a task that was rejected. Its cause is the JSON text of the decisions.
  public static final String REJECTED = "Stepgate.Approval.Rejected";

  private Judge() {}

  /// What becomes of the approval.
  public static Verdict judge(Approval approval, Ballot ballot) {
    Optional<Decision> before =
        approval.decisions().stream().filter(each -> each.isOf(ballot.person())).findFirst();
    if (before.isPresent()) {
      return again(before.get(), ballot);
    }
    List<String> groups = approval.rule().countingGroups(ballot.person());
    if (approval.isRequestedBy(ballot.person())) {
      return new Verdict.Refused(Refusal.OWN_REQUEST);
    }
    if (groups.isEmpty()) {
      return new Verdict.Refused(Refusal.NOT_AN_APPROVER);
    }
    return switch (approval.status()) {
      case APPROVED, REJECTED -> new Verdict.Refused(Refusal.DECIDED);
      case EXPIRED, WITHDRAWN -> new Verdict.Refused(Refusal.TIMED_OUT);
      case PENDING -> whilePending(approval, ballot, groups);
    };
  }

  private static Verdict again(Decision before, Ballot ballot) {
    boolean same = before.approves() == ballot.approves();
    boolean sameKey = ballot.key() != null && ballot.key().equals(before.key());
    if (sameKey && !(same && Objects.equals(before.reason(), ballot.reason()))) {
      return new Verdict.Refused(Refusal.KEY_REUSED);
    }
    return same ? new Verdict.Repeated() : new Verdict.Refused(Refusal.DECIDED_OTHERWISE);
  }

  private static Verdict whilePending(Approval approval, Ballot ballot, List<String> groups) {
    if (approval.deadline() != null && !ballot.time().isBefore(approval.deadline())) {
      return new Verdict.Refused(Refusal.TIMED_OUT);
    }
    if (approval.rule().reasonRequired() && ballot.reason() == null) {
      return new Verdict.Refused(Refusal.NO_REASON);
    }
    var decision =
        new Decision(
            ballot.person().issuer(),
            ballot.person().subject(),
            ballot.time(),
            ballot.approves(),
            groups,
            ballot.reason(),
            ballot.key());
    var all = new ArrayList<>(approval.decisions());
    all.add(decision);
    if (!ballot.approves()) {
      return new Verdict.Rejected(decision, output(approval, "rejected", all));
    }
    return approval.rule().missing(all).isEmpty()
        ? new Verdict.Approved(decision, output(approval, "approved", all))
        : new Verdict.Recorded(decision);
  }

  /// Who has decided what, and when.
  private static JsonObject output(Approval approval, String end, List<Decision> decisions) {
    return JsonObject.builder()
        .put("approval", approval.id())
        .put("decision", end)
        .put("question", approval.question())
        .put("requester", Approval.brief(approval.requester()))
        .put("asked", approval.asked().toString())
        .put("closed", decisions.getLast().time().toString())
        .put("decisions", JsonValue.array(decisions, Decision::toJson))
        .build();
  }
}
