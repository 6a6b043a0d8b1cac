package org.stepgate.approvals;

import org.stepgate.json.JsonValue.JsonObject;

/// What becomes of an approval by one ballot.
public sealed interface Verdict {
  /// The ballot does not count.
  record Refused(Refusal why) implements Verdict {}

  /// The person has decided so before; nothing changes.
  record Repeated() implements Verdict {}

  /// The decision counts, and others are needed.
  record Recorded(Decision decision) implements Verdict {}

  /// The decision is the last that was needed.
  ///
  /// @param output of the task
  record Approved(Decision decision, JsonObject output) implements Verdict {}

  /// The decision is a no.
  ///
  /// @param output who has decided what, the cause of the failure
  record Rejected(Decision decision, JsonObject output) implements Verdict {}

  /// Why a ballot does not count.
  enum Refusal {
    /// The person has started the execution.
    OWN_REQUEST,
    /// The person is in none of the groups.
    NOT_AN_APPROVER,
    /// The rule asks for a reason.
    NO_REASON,
    /// The person has decided otherwise.
    DECIDED_OTHERWISE,
    /// The idempotency key was used for another decision.
    KEY_REUSED,
    /// Others have decided.
    DECIDED,
    /// The deadline is over, or the task has ended otherwise.
    TIMED_OUT
  }
}
