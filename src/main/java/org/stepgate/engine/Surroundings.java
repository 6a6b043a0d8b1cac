package org.stepgate.engine;

import java.time.Instant;

/// What an event brings along from outside.
///
/// @param now the time at which the event is processed; the timestamp of its history events
/// @param seed seeds every random choice made while processing it
/// @param maxSteps state transitions after which the interpreter returns with [Advance#more], 1 or
///   more, so that one execution does not keep a thread from the others
/// @param outside what else there is
public record Surroundings(Instant now, long seed, int maxSteps, Outside outside) {
  /// Checks the number of steps.
  public Surroundings {
    if (maxSteps < 1) {
      throw new IllegalArgumentException("maxSteps must be 1 or more");
    }
  }
}
