package org.stepgate.routes;

/// What a route starts.
///
/// @param engine key `engine`: the name of a configured engine
/// @param machine key `machine`: the name of a state machine of that engine
public record TargetConfig(String engine, String machine) {
  /// The engine of a route that names none.
  public static final String DEFAULT_ENGINE = "embedded";
}
