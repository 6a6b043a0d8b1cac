package org.stepgate.policy;

import org.stepgate.principal.Principal;

/// Decides who may do what.
@FunctionalInterface
public interface Policy {
  /// Whether `principal` may do `action` with `resource`. Answers at once and never throws: what
  /// cannot be decided is denied.
  Decision decide(Principal principal, Action action, Resource resource);
}
