package org.stepgate.workflow;

import java.util.Set;

/// A bound on the executions that a caller has started and that run, without those that executions
/// have started.
///
/// @param routes only those that these routes have started count; all when there are none
/// @param atMost how many may run, 1 or more
public record RunningBound(Set<String> routes, int atMost) {
  /// Copies the set.
  public RunningBound {
    routes = Set.copyOf(routes);
    if (atMost < 1) {
      throw new IllegalArgumentException("a bound lets one execution run at least: " + atMost);
    }
  }
}
