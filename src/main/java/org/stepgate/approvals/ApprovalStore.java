package org.stepgate.approvals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where approvals are kept, for all workers of the pool.
///
/// Threads: safe for use by any; calls block.
public interface ApprovalStore {
  /// An approval, with what its place in lists is.
  ///
  /// @param number rises with the time of asking
  record Numbered(long number, Approval approval) {}

  /// What has come of a ballot.
  ///
  /// @param after the approval as it stands now
  record Judged(Verdict verdict, Approval after) {}

  /// The approval of that id.
  Optional<Approval> find(String id);

  /// Approvals, newest first.
  ///
  /// @param status only those of this status; null for all
  /// @param before only those with a smaller number
  List<Numbered> list(Approval.@Nullable Status status, long before, int limit);

  /// Changes an approval by a verdict, in one transaction with the end of its task. Empty when
  /// there is none of that id.
  ///
  /// @param now when that is
  /// @param judge may be asked twice
  Optional<Judged> decide(String id, Instant now, Function<Approval, Verdict> judge)
      throws InterruptedException;
}
