package org.stepgate.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An approval as it stands.
///
/// @param number rises with the time of asking
/// @param asked what was asked
/// @param status how it stands
/// @param closed when it ended; null while it is pending
/// @param decisions in the order in which they came
public record ApprovalRow(
    long number,
    AskedApproval asked,
    ApprovalStatus status,
    @Nullable Instant closed,
    List<ApprovalDecision> decisions) {
  /// Copies the list.
  public ApprovalRow {
    decisions = List.copyOf(decisions);
  }
}
