package org.stepgate.asl;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonObject;

/// What an expression can see besides its input. The context object is built when it is first asked
/// for, because most expressions never look at it.
///
/// Threads: confined to one.
public final class Scope {
  private final Supplier<JsonObject> source;
  private final RandomGenerator random;
  private @Nullable JsonObject context;

  /// A scope whose context object is built on demand, at most once.
  ///
  /// @param random the source for `States.UUID` and `States.MathRandom`, seeded by the event that
  ///   is being processed, so that the same event gives the same values
  public Scope(Supplier<JsonObject> context, RandomGenerator random) {
    this.source = context;
    this.random = random;
  }

  /// A scope with a context object that is there already.
  public Scope(JsonObject context, RandomGenerator random) {
    this(() -> context, random);
  }

  /// The context object (`$$`): Execution, StateMachine, State, Task, Map.
  public JsonObject context() {
    JsonObject known = context;
    if (known == null) {
      known = source.get();
      context = known;
    }
    return known;
  }

  /// The source for `States.UUID` and `States.MathRandom`.
  public RandomGenerator random() {
    return random;
  }
}
