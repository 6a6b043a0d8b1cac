package org.stepgate.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// What an inline Map state iterates over, and how.
///
/// @param items selects the array from the state's effective input
/// @param itemSelector makes the input of the iteration whose item and index the context object
///   holds; null for the item itself
/// @param maxConcurrency iterations at a time, 0 for no limit; null is 0
/// @param toleratedFailureCount failed iterations that do not fail the state; null is 0
/// @param toleratedFailurePercentage share of failed iterations, 0 to 100, that does not fail the
///   state; null is 0
public record MapItems(
    Items items,
    @Nullable JsonExpression itemSelector,
    @Nullable IntegerExpression maxConcurrency,
    @Nullable IntegerExpression toleratedFailureCount,
    @Nullable PercentageExpression toleratedFailurePercentage) {

  /// Selects the items.
  @FunctionalInterface
  public interface Items {
    /// The items.
    ///
    /// @param effectiveInput the state's input after InputPath
    /// @throws EvaluationException when there is no array
    List<JsonValue> select(JsonValue effectiveInput, Scope scope);
  }
}
