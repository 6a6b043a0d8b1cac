package org.stepgate.asl;

import java.util.random.RandomGenerator;
import org.stepgate.json.JsonValue.JsonObject;

/// What an expression can see besides its input.
///
/// @param context the context object (`$$`): Execution, StateMachine, State, Task, Map
/// @param random the source for `States.UUID` and `States.MathRandom`, seeded by the event that is
///   being processed, so that the same event gives the same values
public record Scope(JsonObject context, RandomGenerator random) {}
