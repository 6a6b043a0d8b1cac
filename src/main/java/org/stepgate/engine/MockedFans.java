package org.stepgate.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonExpression;
import org.stepgate.asl.MapDistribution;
import org.stepgate.asl.MapItems;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;

/// Ends Parallel and Map states whose branches or iterations do not run, because a probe says how
/// they end.
///
/// Methods take and give threads as those of [Threads] do.
final class MockedFans {
  private MockedFans() {}

  /// Opens a Map state, inline or distributed, and ends it. Of items that an ItemReader would read
  /// nothing is known.
  static @Nullable Frame open(
      Changes changes, Frame thread, Visit visit, State.Map state, StateProbe.Children mocked) {
    MapItems items = state.items();
    Scope scope = ContextObject.scope(changes, thread, state, visit, null);
    JsonValue effective = state.flow().effectiveInput(visit.input().json(), scope);
    MapDistribution distribution = state.distribution();
    if (distribution == null || distribution.reader() == null) {
      List<JsonValue> elements = items.items().select(effective, scope);
      changes.probe().itemsFound(JsonArray.of(elements));
      selectItems(changes, thread, visit, state, elements, effective);
    }
    int maxConcurrency = Fans.maxConcurrency(items.maxConcurrency(), effective, scope);
    Tolerance tolerance = Fans.tolerance(items, effective, scope);
    changes.probe().mapOpened(maxConcurrency, tolerance);
    return end(changes, thread, visit, state, tolerance, mocked);
  }

  /// Tells the probe of the inputs of all iterations.
  private static void selectItems(
      Changes changes,
      Frame thread,
      Visit visit,
      State.Map state,
      List<JsonValue> elements,
      JsonValue effective) {
    JsonExpression selector = state.items().itemSelector();
    if (selector == null) {
      return;
    }
    var inputs = new ArrayList<JsonValue>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Scope scope = ContextObject.itemScope(changes, thread, state, visit, i, elements.get(i));
      inputs.add(selector.evaluate(effective, scope));
    }
    changes.probe().itemsSelected(JsonArray.of(inputs));
  }

  /// What comes of a state whose branches or iterations ended as `mocked` says.
  ///
  /// @param tolerance how many may fail; null when their number does not matter
  static @Nullable Frame end(
      Changes changes,
      Frame thread,
      Visit visit,
      State state,
      @Nullable Tolerance tolerance,
      StateProbe.Children mocked) {
    return switch (mocked) {
      case StateProbe.Children.Failed(Failure failure) ->
          Failures.fail(changes, thread, state, visit, failure);
      case StateProbe.Children.Ended(JsonValue _, int total, int failed)
          when tolerance != null && tolerance.isExceeded(failed, total) ->
          Failures.fail(changes, thread, state, visit, Failure.toleranceExceeded());
      case StateProbe.Children.Ended(JsonValue result, int _, int _) ->
          Fans.leave(changes, thread, state, visit, result, null);
    };
  }
}
