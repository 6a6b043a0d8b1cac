package org.stepgate.audit;

import org.jspecify.annotations.Nullable;

/// Who has something done, and by which request. It goes with the change to where that is stored.
public final class Cause {
  /// The program itself does it.
  public static final Cause STEPGATE = of(Actor.STEPGATE);

  private final Actor actor;
  private final @Nullable Origin origin;
  private final @Nullable Decided decision;
  private volatile boolean recorded;

  Cause(Actor actor, @Nullable Origin origin, @Nullable Decided decision) {
    this.actor = actor;
    this.origin = origin;
    this.decision = decision;
  }

  /// Somebody does it, without a request.
  public static Cause of(Actor actor) {
    return new Cause(actor, null, null);
  }

  /// Somebody does it, without a request, as far as the policy allows.
  public static Cause of(Actor actor, Decided decision) {
    return new Cause(actor, null, decision);
  }

  /// Who.
  public Actor actor() {
    return actor;
  }

  /// Where the request came from; null without a request.
  public @Nullable Origin origin() {
    return origin;
  }

  /// What the policy has said; null when it was not asked.
  public @Nullable Decided decision() {
    return decision;
  }

  /// Tells that the decision is on record with what it has changed, durably.
  public void recorded() {
    recorded = true;
  }

  boolean isRecorded() {
    return recorded;
  }
}
