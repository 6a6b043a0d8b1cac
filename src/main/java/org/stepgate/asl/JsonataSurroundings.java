package org.stepgate.asl;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// What an evaluation sees of the world. With the same answers it gives the same result. Called by
/// the evaluating thread only.
public interface JsonataSurroundings {

  /// The time that `$now` and `$millis` tell, the same all through an evaluation.
  Instant now();

  /// The source of `$random`, `$uuid` and `$shuffle`.
  RandomGenerator random();

  /// True when the evaluation should be given up: a backstop that is asked every thousand steps or
  /// so. The limits end each evaluation also when this always says false.
  default boolean expired() {
    return false;
  }

  /// Surroundings with this time and random numbers of the platform that expire when some time has
  /// gone by from now on.
  static JsonataSurroundings within(Duration limit, Instant now) {
    long deadlineNanos = System.nanoTime() + limit.toNanos();
    return new JsonataSurroundings() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public RandomGenerator random() {
        return ThreadLocalRandom.current();
      }

      @Override
      public boolean expired() {
        return System.nanoTime() - deadlineNanos > 0;
      }
    };
  }

  /// Surroundings with these answers that never expire.
  static JsonataSurroundings of(Instant now, RandomGenerator random) {
    return new JsonataSurroundings() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public RandomGenerator random() {
        return random;
      }
    };
  }
}
