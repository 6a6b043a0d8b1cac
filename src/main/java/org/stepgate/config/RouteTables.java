package org.stepgate.config;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.stepgate.json.JsonPointer;
import org.stepgate.routes.RouteConfig;
import org.stepgate.routes.RouteFault;
import org.stepgate.routes.RouteTable;
import org.stepgate.routes.TargetConfig;

/// Compiles the routes that were read, and says where in the file each of their faults stands.
final class RouteTables {
  /// The engines that there are.
  private static final Set<String> ENGINES = Set.of(TargetConfig.DEFAULT_ENGINE);

  private static final String ERRORS = "errors";

  private RouteTables() {}

  /// The table of these routes; the empty one, and faults of `source`, when one of them is faulty.
  ///
  /// @param clock what expressions are told
  static RouteTable compile(List<RouteConfig> routes, InstantSource clock, SourceFile source) {
    return switch (RouteTable.build(routes, ENGINES, clock)) {
      case RouteTable.Built.Usable(RouteTable table) -> table;
      case RouteTable.Built.Faulty(List<RouteFault> faults) -> {
        faults.forEach(fault -> report(routes.get(fault.index()), fault, source));
        yield RouteTable.EMPTY;
      }
    };
  }

  private static void report(RouteConfig route, RouteFault fault, SourceFile source) {
    String field = fault.field();
    String value = expression(route, field);
    JsonPointer at = JsonPointer.ROOT.child("routes").child(fault.index());
    JsonPointer place =
        field.startsWith(ERRORS + ".")
            ? at.child(ERRORS).child(field.substring(ERRORS.length() + 1))
            : at.child(field);
    String message = field + ": " + fault.message();
    if (!value.isEmpty()) {
      source.faultWithin(place, value, fault.offset(), message);
    } else if (!wasReported(route, field)) {
      source.faultAtValue(place, message);
    }
  }

  private static String expression(RouteConfig route, String field) {
    String value =
        switch (field) {
          case "input" -> route.input();
          case "key" -> route.idempotency().key();
          default -> null;
        };
    return value == null ? "" : value;
  }

  /// Whether a key that has to be there is not, which is a fault already.
  private static boolean wasReported(RouteConfig route, String field) {
    return switch (field) {
      case "id" -> route.id().isEmpty();
      case "method" -> route.method().isEmpty();
      case "path" -> route.path().isEmpty();
      case "machine" -> route.target().machine().isEmpty();
      default -> false;
    };
  }
}
