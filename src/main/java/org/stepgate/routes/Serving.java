package org.stepgate.routes;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What this worker serves at the moment: nothing yet, a generation of the configuration, or its
/// last requests. Safe for any thread.
public final class Serving {
  private volatile @Nullable Generation current;
  private volatile boolean draining;

  /// One configuration.
  ///
  /// @param number counts the changes of the configuration
  /// @param routes its routes
  record Generation(long number, RouteTable routes) {}

  /// Serves the routes of a generation from now on. Requests that have found their route keep it.
  public void activate(long generation, RouteTable routes) {
    current = new Generation(generation, routes);
  }

  /// Says by the health check that the worker ends. Requests are still answered.
  public void drain() {
    draining = true;
  }

  /// Whether there is anything to answer by: false before the first configuration.
  public boolean hasConfiguration() {
    return current != null;
  }

  boolean isDraining() {
    return draining;
  }

  /// What is served; empty before the first configuration.
  Optional<Generation> current() {
    return Optional.ofNullable(current);
  }
}
