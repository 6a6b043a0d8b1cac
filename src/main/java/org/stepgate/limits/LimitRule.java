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
/// @param rate how often
/// @param burst how many requests may come at once after a pause, 1 or more
public record LimitRule(
    String name,
    Set<String> subjects,
    Set<String> groups,
    Set<String> routes,
    Rate rate,
    int burst) {
  /// The largest burst.
  public static final int MAX_BURST = 1_000_000;

  /// Copies the sets.
  ///
  /// @throws IllegalArgumentException when there is no such burst
  public LimitRule {
    subjects = Set.copyOf(subjects);
    groups = Set.copyOf(groups);
    routes = Set.copyOf(routes);
    if (burst < 1 || burst > MAX_BURST) {
      throw new IllegalArgumentException("a burst is 1 to " + MAX_BURST + " requests");
    }
  }

  /// This rule under another name.
  public LimitRule named(String other) {
    return new LimitRule(other, subjects, groups, routes, rate, burst);
  }

  /// Whether it counts a request.
  ///
  /// @param route the id of the route; null before it is known, or when there is none
  boolean counts(Principal caller, @Nullable String route) {
    return (route == null ? routes.isEmpty() : routes.contains(route))
        && (subjects.isEmpty() || subjects.contains(caller.subject()))
        && (groups.isEmpty() || caller.groups().stream().anyMatch(groups::contains));
  }
}
