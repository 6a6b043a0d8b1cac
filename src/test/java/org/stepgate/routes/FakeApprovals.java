package org.stepgate.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stepgate.approvals.Approval;
import org.stepgate.approvals.ApprovalStore;
import org.stepgate.approvals.Decision;
import org.stepgate.approvals.Verdict;

/// Approvals in memory, one transaction at a time.
final class FakeApprovals implements ApprovalStore {
  private final SequencedMap<Long, Approval> approvals = new TreeMap<>();

  /// How often a task was ended.
  int ends;

  synchronized void put(long number, Approval approval) {
    approvals.put(number, approval);
  }

  @Override
  public synchronized Optional<Approval> find(String id) {
    return approvals.values().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public synchronized List<Numbered> list(
      Approval.@Nullable Status status, long before, int limit) {
    return approvals.entrySet().stream()
        .filter(each -> each.getKey() < before)
        .filter(each -> status == null || each.getValue().status() == status)
        .map(each -> new Numbered(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(Numbered::number).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<Judged> decide(
      String id, Instant now, Function<Approval, Verdict> judge) {
    for (var entry : approvals.entrySet()) {
      Approval approval = entry.getValue();
      if (approval.id().equals(id)) {
        Verdict verdict = judge.apply(approval);
        Approval after =
            switch (verdict) {
              case Verdict.Refused _, Verdict.Repeated _ -> approval;
              case Verdict.Recorded(var decision) ->
                  with(approval, decision, Approval.Status.PENDING);
              case Verdict.Approved(var decision, var _) ->
                  ended(approval, decision, Approval.Status.APPROVED);
              case Verdict.Rejected(var decision, var _) ->
                  ended(approval, decision, Approval.Status.REJECTED);
            };
        entry.setValue(after);
        return Optional.of(new Judged(verdict, after));
      }
    }
    return Optional.empty();
  }

  private Approval ended(Approval approval, Decision decision, Approval.Status status) {
    ends++;
    return with(approval, decision, status);
  }

  private static Approval with(Approval approval, Decision decision, Approval.Status status) {
    var decisions = new ArrayList<>(approval.decisions());
    decisions.add(decision);
    return new Approval(
        approval.id(),
        approval.activity(),
        approval.execution(),
        approval.executionArn(),
        approval.state(),
        approval.question(),
        approval.input(),
        approval.requester(),
        approval.rule(),
        approval.asked(),
        approval.deadline(),
        status,
        status == Approval.Status.PENDING ? null : decision.time(),
        decisions);
  }
}
