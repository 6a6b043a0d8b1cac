package org.stepgate.policy;

import org.stepgate.principal.Principal;

/// Decides who may do what. Asked by many threads at once.
@FunctionalInterface
public interface Policy {
  /// Whether `principal` may do `action` with `resource`. Never throws: what cannot be decided is
  /// denied. Answers at once, but for questions asked while the policies of a starting worker are
  /// being read.
  ///
  /// @param context what else is known of the request
  Decision decide(Principal principal, Action action, Resource resource, Context context);

  /// Whether decisions on executions depend on where these come from. If not, nobody has to look
  /// that up, and [Resource.Execution#origin] may be left out of questions.
  default boolean needsOrigin() {
    return true;
  }
}
