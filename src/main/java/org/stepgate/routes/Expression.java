package org.stepgate.routes;

import java.util.Optional;
import org.stepgate.asl.EvaluationException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// A compiled expression of a route.
@FunctionalInterface
interface Expression {
  /// What a source gives.
  sealed interface Compiled {
    /// An expression.
    record Usable(Expression expression) implements Compiled {}

    /// Not an expression.
    ///
    /// @param message what is wrong
    /// @param offset where in the source, in UTF-16 units
    record Faulty(String message, int offset) implements Compiled {}
  }

  /// The value for one request; empty when the expression gives nothing.
  ///
  /// @param request the request as `$request`
  /// @param caller who calls as `$caller`
  /// @param body the body as `$body`
  /// @throws EvaluationException when the expression does not fit its data or exceeds its limits
  Optional<JsonValue> evaluate(JsonObject request, JsonObject caller, JsonValue body);
}
