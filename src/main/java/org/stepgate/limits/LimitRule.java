package org.stepgate.limits;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.principal.Principal;

/// A limit that holds for each caller by itself.
///
/// @param name of the rule
/// @param subjects for whom it holds; none for all
/// @param groups in which one has to be for it to hold; none for all
/// @param routes the ids of the routes that it counts requests of; none for all requests
/// @param rate how often; null for as often as one likes
/// @param burst how many requests may come at once after a pause, 1 or more
/// @param executions how many executions of a caller may run at a time; 0 for any number
public record LimitRule(
    String name,
    Set<String> subjects,
    Set<String> groups,
    Set<String> routes,
    @Nullable Rate rate,
    int burst,
    int executions) {
  /// The largest burst.
  public static final int MAX_BURST = 1_000_000;

  /// Copies the sets.
  ///
  /// @throws IllegalArgumentException when there is no such burst or number
  public LimitRule {
    subjects = Set.copyOf(subjects);
    groups = Set.copyOf(groups);
    routes = Set.copyOf(routes);
    if (burst < 1 || burst > MAX_BURST) {
      throw new IllegalArgumentException("a burst is 1 to " + MAX_BURST + " requests");
    }
    if (executions < 0) {
      throw new IllegalArgumentException("the number of executions is 0 or more");
    }
  }

  /// This rule under another name.
  public LimitRule named(String other) {
    return new LimitRule(other, subjects, groups, routes, rate, burst, executions);
  }

  /// Whether it counts a request.
  ///
  /// @param route the id of the route; null before it is known, or when there is none
  boolean counts(Principal caller, @Nullable String route) {
    return (route == null ? routes.isEmpty() : routes.contains(route)) && holdsFor(caller);
  }

  /// Whether it holds for what a caller starts.
  ///
  /// @param route the id of the route; null when none starts it
  boolean bounds(Principal caller, @Nullable String route) {
    return executions > 0
        && (routes.isEmpty() || (route != null && routes.contains(route)))
        && holdsFor(caller);
  }

  private boolean holdsFor(Principal caller) {
    return (subjects.isEmpty() || subjects.contains(caller.subject()))
        && (groups.isEmpty() || caller.groups().stream().anyMatch(groups::contains));
  }
}
