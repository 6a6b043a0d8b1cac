package org.stepgate.routes;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The routes of one configuration, checked and compiled. Immutable.
public final class RouteTable {
  /// The table without a route: every path is answered 404.
  public static final RouteTable EMPTY = new RouteTable(List.of(), new PathTrie<>());

  private final List<Route> routes;
  private final Map<String, Route> byId;
  private final PathTrie<Route> trie;

  private RouteTable(List<Route> routes, PathTrie<Route> trie) {
    this.routes = routes;
    this.trie = trie;
    this.byId = HashMap.newHashMap(routes.size());
    for (var route : routes) {
      byId.put(route.id(), route);
    }
  }

  /// What a list of routes gives.
  public sealed interface Built {
    /// The table.
    record Usable(RouteTable table) implements Built {}

    /// All faults, by route, at least one.
    record Faulty(List<RouteFault> faults) implements Built {}
  }

  /// Checks all routes and compiles their expressions.
  ///
  /// @param engines the names of the engines that routes may start executions on
  /// @param clock the time that expressions are told
  public static Built build(List<RouteConfig> routes, Set<String> engines, InstantSource clock) {
    return compiled(routes, engines, source -> JsonataRouteExpression.compile(source, clock));
  }

  static Built compiled(
      List<RouteConfig> routes,
      Set<String> engines,
      Function<String, Expression.Compiled> compiler) {
    var checks = new RouteChecks(engines, compiler);
    routes.forEach(checks::add);
    var faults = checks.faults();
    return faults.isEmpty()
        ? new Built.Usable(new RouteTable(checks.routes(), checks.trie()))
        : new Built.Faulty(faults);
  }

  /// What the routes are, in the order of the configuration.
  public List<RouteConfig> routes() {
    return routes.stream().map(Route::config).toList();
  }

  /// Whether the other is a table of equal routes; their clocks do not count.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteTable table && routes().equals(table.routes());
  }

  @Override
  public int hashCode() {
    return routes().hashCode();
  }

  /// The route for a request, HEAD finding what GET has.
  PathTrie.Match<Route> find(String method, String path) {
    return trie.find(method, path);
  }

  /// The route of that id; empty when this configuration has none.
  Optional<Route> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
