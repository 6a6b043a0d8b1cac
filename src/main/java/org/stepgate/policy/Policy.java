package org.stepgate.policy;

import java.util.List;
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

  /// Whether an item of a list may be shown, because at least one action is allowed. As [#decide],
  /// apart from what is put on record of it.
  ///
  /// @param anyOf asked in this order until one is allowed; one at least
  default boolean shows(
      Principal principal, List<Action> anyOf, Resource resource, Context context) {
    return anyOf.stream()
        .anyMatch(action -> decide(principal, action, resource, context).isAllowed());
  }

  /// Whether there may be things that some callers may not even see. If not, what is not there
  /// needs no hiding among them.
  default boolean hides() {
    return true;
  }

  /// Whether decisions on executions depend on where these come from. If not, nobody has to look
  /// that up, and [Resource.Execution#origin] may be left out of questions.
  default boolean needsOrigin() {
    return true;
  }
}
