package org.stepgate.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlowWatch;
import org.stepgate.engine.Frame.Tolerance;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Watches the one state that a [StateRun] runs, and stands in for what a state on its own does not
/// have. Each method does nothing unless it is overridden; executions have [#NONE].
///
/// Threads: confined to the call of [Interpreter#advance] that it is given to.
interface StateProbe extends DataFlowWatch {
  /// Watches nothing.
  StateProbe NONE = new StateProbe() {};

  @Override
  default void reached(Step step, JsonValue value) {}

  /// The context object that expressions see; null for the execution's own.
  default @Nullable JsonObject context() {
    return null;
  }

  /// How the branches or iterations of the state end, which are not run then; null to run them.
  default @Nullable Children children() {
    return null;
  }

  /// What the ItemReader of a Map state finds, when [#children] are not run; null when that is not
  /// known.
  default StateRun.@Nullable Reading reading() {
    return null;
  }

  /// The ItemsPointer of an ItemReader points to this.
  default void itemsPointedTo(JsonValue items) {}

  /// A Map state has its items.
  default void itemsFound(JsonArray items) {}

  /// A Map state has its settings.
  default void mapOpened(int maxConcurrency, @Nullable Tolerance tolerance) {}

  /// The ItemSelector of a Map state has made the inputs of all iterations.
  default void itemsSelected(JsonArray inputs) {}

  /// The ItemBatcher of a Map state has put the inputs together.
  default void itemsBatched(JsonArray batches) {}

  /// The state has failed.
  default void failed(Failure failure) {}

  /// The retrier `index` is for the failure.
  ///
  /// @param delay how long it waits; null when it tries no more
  default void retry(int index, @Nullable Duration delay) {}

  /// The catcher `index` takes the failure.
  default void caught(int index) {}

  /// How the branches of a Parallel state or the iterations of a Map state end together.
  sealed interface Children {
    /// With a result.
    ///
    /// @param total how many there are
    /// @param failed how many of them failed
    record Ended(JsonValue result, int total, int failed) implements Children {}

    /// With an error.
    record Failed(Failure failure) implements Children {}
  }
}
