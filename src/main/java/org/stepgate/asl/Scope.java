package org.stepgate.asl;

import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// What an expression can see besides its input: the context object, the variables, the time and
/// random numbers. The context object is built when it is first asked for, because most expressions
/// never look at it.
///
/// Threads: confined to one.
public final class Scope {
  private final Supplier<JsonObject> source;
  private final Variables variables;
  private final JsonataSurroundings surroundings;
  private final DataFlowWatch watch;
  private final ValueBudget budget = new ValueBudget();
  private @Nullable JsonObject context;

  /// The variables that a state can read: those of its own scope and of the scopes around it.
  @FunctionalInterface
  public interface Variables {
    /// No variable is assigned.
    Variables NONE = _ -> null;

    /// The value of a variable; null when nothing has been assigned to it.
    ///
    /// @param name its name without `$`
    @Nullable JsonValue find(String name);
  }

  /// A scope whose context object is built on demand, at most once.
  ///
  /// @param surroundings time and random numbers, which come from the event that is being
  ///   processed, so that the same event gives the same values
  /// @param watch is told how the data flow goes on
  public Scope(
      Supplier<JsonObject> context,
      Variables variables,
      JsonataSurroundings surroundings,
      DataFlowWatch watch) {
    this.source = context;
    this.variables = variables;
    this.surroundings = surroundings;
    this.watch = watch;
  }

  /// A scope whose data flow nobody watches.
  public Scope(
      Supplier<JsonObject> context, Variables variables, JsonataSurroundings surroundings) {
    this(context, variables, surroundings, DataFlowWatch.NONE);
  }

  /// A scope without variables, at the start of 1970, with a context object that is there already.
  public Scope(JsonObject context, RandomGenerator random) {
    this(() -> context, Variables.NONE, JsonataSurroundings.of(Instant.EPOCH, random));
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

  /// The value of a variable; null when nothing has been assigned to it.
  @Nullable JsonValue variable(String name) {
    return variables.find(name);
  }

  /// Tells whoever watches that a step of the data flow is done, and gives its value.
  JsonValue reached(DataFlowWatch.Step step, JsonValue value) {
    watch.reached(step, value);
    return value;
  }

  /// Counts a value that an expression has made, and gives it.
  ///
  /// @throws EvaluationException `States.DataLimitExceeded` when all expressions together have made
  ///   too much, `States.Runtime` when they take too long
  JsonValue made(JsonValue value) {
    budget.add(value);
    checkTime();
    return value;
  }

  /// Looks at the clock, which is a backstop: counts bound each expression, and this ends a state
  /// that has very many of them.
  ///
  /// @throws EvaluationException `States.Runtime` when they take too long
  void checkTime() {
    if (surroundings.expired()) {
      throw new EvaluationException("States.Runtime", "The expressions of the state take too long");
    }
  }

  /// Time and random numbers.
  JsonataSurroundings surroundings() {
    return surroundings;
  }

  /// The source for `States.UUID` and `States.MathRandom`.
  public RandomGenerator random() {
    return surroundings.random();
  }
}
