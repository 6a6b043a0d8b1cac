package org.stepgate.approvals;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.stepgate.principal.Principal;

/// The approvals of the pool: finds them, and lets people decide.
///
/// Threads: safe for use by any; calls block.
public final class Approvals {
  private static final int READ_AT_ONCE = 200;

  /// Approvals that one list looks at, so that it stays short where the caller may see few.
  private static final int MOST_LOOKED_AT = 2_000;

  private final ApprovalStore store;
  private final InstantSource clock;

  /// Approvals of a store.
  public Approvals(ApprovalStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// A page of approvals.
  ///
  /// @param next where the next page begins; 0 when this is the last
  public record Page(List<Approval> approvals, long next) {
    /// Copies the list.
    public Page {
      approvals = List.copyOf(approvals);
    }
  }

  /// What to list.
  ///
  /// @param status only those of this status; null for all
  /// @param waitingFor only those that wait for this person; null for all
  /// @param from where the page before has ended; 0 for the newest
  /// @param limit how many at most
  public record Query(
      Approval.@Nullable Status status, @Nullable Principal waitingFor, long from, int limit) {}

  /// Approvals, newest first. A page may be short though another follows.
  ///
  /// @param visible those that may be shown
  public Page list(Query query, Predicate<Approval> visible) {
    Instant now = now();
    Principal person = query.waitingFor();
    var found = new ArrayList<Approval>();
    long before = query.from() == 0 ? Long.MAX_VALUE : query.from();
    int looked = 0;
    while (looked < MOST_LOOKED_AT) {
      List<ApprovalStore.Numbered> batch = store.list(query.status(), before, READ_AT_ONCE);
      for (ApprovalStore.Numbered each : batch) {
        before = each.number();
        looked++;
        if ((person == null || each.approval().waitsFor(person, now))
            && visible.test(each.approval())) {
          found.add(each.approval());
          if (found.size() == query.limit()) {
            return new Page(found, before);
          }
        }
      }
      if (batch.size() < READ_AT_ONCE) {
        return new Page(found, 0);
      }
    }
    return new Page(found, before);
  }

  /// The approval of that id.
  public Optional<Approval> find(String id) {
    return store.find(id);
  }

  /// Lets somebody decide. Repeated by the same person it changes nothing. Empty when there is no
  /// such approval.
  ///
  /// @param approves true for yes
  /// @param reason null for none
  /// @param key the idempotency key; null for none
  public Optional<ApprovalStore.Judged> decide(
      String id, Principal person, boolean approves, @Nullable String reason, @Nullable String key)
      throws InterruptedException {
    Instant now = now();
    var ballot = new Ballot(person, approves, reason, key, now);
    return store.decide(id, now, approval -> Judge.judge(approval, ballot));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
