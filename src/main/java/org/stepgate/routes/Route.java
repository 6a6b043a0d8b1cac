package org.stepgate.routes;

import org.jspecify.annotations.Nullable;

/// A route that was checked, ready for requests.
///
/// @param config as configured, without faults
/// @param pattern its path
/// @param input its compiled input expression, null for the default input
/// @param key its compiled key expression, null for none
record Route(
    RouteConfig config, PathPattern pattern, @Nullable Expression input, @Nullable Expression key) {
  String id() {
    return config.id();
  }

  /// Whether requests to it start executions although they promise to change nothing.
  boolean isSafe() {
    return config.method().equals("GET");
  }

  /// Whether the default input is the body.
  boolean carriesBody() {
    return switch (config.method()) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }
}
