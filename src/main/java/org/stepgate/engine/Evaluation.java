package org.stepgate.engine;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.stepgate.asl.JsonataSurroundings;

/// What the expressions of one state see of the world.
///
/// @param isOver true once they have taken too long
record Evaluation(Instant now, RandomGenerator random, BooleanSupplier isOver)
    implements JsonataSurroundings {
  @Override
  public boolean expired() {
    return isOver.getAsBoolean();
  }
}
