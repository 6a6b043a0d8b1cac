package org.stepgate.audit;

import java.util.List;

/// What the policy has said to one question.
///
/// @param action what somebody wanted to do, as the policy names it
/// @param target with what
/// @param allowed whether it may be done
/// @param policies the ids of the policies that determined the answer, in their order; none when
///   there is no policy to name
public record Decided(String action, Target target, boolean allowed, List<String> policies) {
  /// Copies the list.
  public Decided {
    policies = List.copyOf(policies);
  }
}
