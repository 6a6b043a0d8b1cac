package org.stepgate.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An alias of versions of a machine.
///
/// @param name its name
/// @param description its description; null for none
/// @param creationTime when it was made, in whole milliseconds
/// @param updateTime when it was changed last, or made
/// @param routes one or two versions, whose weights give 100
public record AliasRow(
    String name,
    @Nullable String description,
    Instant creationTime,
    Instant updateTime,
    List<Route> routes) {
  static final int WHOLE = 100;

  /// A version and its share.
  ///
  /// @param version the number of the version
  /// @param weight 0 to 100
  public record Route(long version, int weight) {}

  /// Checks number and weights.
  public AliasRow {
    routes = List.copyOf(routes);
    if (routes.isEmpty()
        || routes.size() > 2
        || routes.stream().mapToInt(Route::weight).sum() != WHOLE) {
      throw new IllegalArgumentException("an alias has one or two versions, with 100 in all");
    }
  }
}
