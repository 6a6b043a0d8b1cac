package org.stepgate.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.principal.Principal;

/// What one request is to be remembered by.
///
/// Whoever asks the policy says so here. A change that follows takes the decision with it, see
/// [#cause], and is recorded together with it in the store's transaction. What is left when the
/// request has been answered has changed nothing, and goes to the log of decisions.
///
/// The request is bound to the thread that carries it out; a change that another thread stores
/// takes its cause along.
///
/// Threads: safe for use by any.
public final class RequestAudit {
  private static final ScopedValue<RequestAudit> CURRENT = ScopedValue.newInstance();

  private final Origin origin;
  private final List<Cause> decisions = new ArrayList<>(1);
  private final List<AuditRecord> notes = new ArrayList<>(0);
  private final Map<Filtered, Count> lists = new LinkedHashMap<>(2);
  private final InstantSource clock;
  private Actor actor = Actor.of(Principal.ANONYMOUS);

  /// A list of which each caller sees a part.
  private record Filtered(Actor caller, String action, String items) {}

  /// How many of its items were shown, and how many were not.
  private static final class Count {
    private int shown;
    private int hidden;

    void add(boolean isShown) {
      shown += isShown ? 1 : 0;
      hidden += isShown ? 0 : 1;
    }
  }

  private RequestAudit(Origin origin, InstantSource clock) {
    this.origin = origin;
    this.clock = clock;
  }

  /// Something that is done for a request.
  ///
  /// @param <T> what comes of it
  @FunctionalInterface
  public interface Answering<T> {
    /// Does it.
    T answer();
  }

  /// Carries out a request. What it has decided without changing anything is in the log afterwards.
  public static <T> T during(
      Origin origin, InstantSource clock, DecisionLog log, Answering<T> request) {
    var audit = new RequestAudit(origin, clock);
    try {
      return ScopedValue.where(CURRENT, audit).call(request::answer);
    } finally {
      audit.end(log);
    }
  }

  /// Notes what the policy has said. Nothing happens outside a request.
  public static void decided(Principal caller, Decided decision) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(caller, decision);
    }
  }

  /// Notes whether an item of a list was shown: a request has one record for all of a list. Nothing
  /// happens outside a request.
  ///
  /// @param action what the caller had to be allowed with it
  /// @param items what the list is of, such as `execution`
  public static void listed(Principal caller, String action, String items, boolean shown) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(new Filtered(Actor.of(caller), action, items), shown);
    }
  }

  /// Notes something else that has changed nothing in the store. Of refused credentials the first
  /// of a request counts. Nothing happens outside a request.
  public static void noted(AuditEvent event) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(event);
    }
  }

  /// As the other, of somebody of whom the policy was not asked.
  public static void noted(Principal caller, AuditEvent event) {
    if (CURRENT.isBound()) {
      CURRENT.get().add(caller, event);
    }
  }

  /// Who has what follows done, with the last decision; null outside a request.
  public static @Nullable Cause cause() {
    return CURRENT.isBound() ? CURRENT.get().last() : null;
  }

  private synchronized void add(Principal caller, Decided decision) {
    actor = Actor.of(caller);
    decisions.add(new Cause(actor, origin, decision));
  }

  private synchronized void add(Filtered list, boolean shown) {
    actor = list.caller();
    lists.computeIfAbsent(list, _ -> new Count()).add(shown);
  }

  private synchronized void add(Principal caller, AuditEvent event) {
    actor = Actor.of(caller);
    add(event);
  }

  private synchronized void add(AuditEvent event) {
    if (event instanceof AuditEvent.CredentialRefused
        && notes.stream().anyMatch(note -> note.event() instanceof AuditEvent.CredentialRefused)) {
      return; // Who handed the refusal on does not know why.
    }
    notes.add(new AuditRecord(clock.instant(), new Cause(actor, origin, null), event));
  }

  private synchronized Cause last() {
    return decisions.isEmpty() ? new Cause(actor, origin, null) : decisions.getLast();
  }

  private synchronized void end(DecisionLog log) {
    Instant now = clock.instant();
    for (Cause cause : decisions) {
      if (!cause.isRecorded()) {
        log.append(new AuditRecord(now, cause, new AuditEvent.RequestDecided()));
      }
    }
    lists.forEach((list, count) ->
        log.append(
            new AuditRecord(
                now,
                new Cause(list.caller(), origin, null),
                new AuditEvent.ListFiltered(
                    list.action(), list.items(), count.shown, count.hidden))));
    notes.forEach(log::append);
  }
}
