package org.stepgate.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// States and the one to start with: a machine, a branch of a Parallel state, or the processor of a
/// Map state.
///
/// @param startAt the name of the first state, one of `states`
/// @param states the states by name, in the order of the definition, at least one
public record StateGraph(String startAt, SequencedMap<String, State> states) {
  /// Copies the states and checks that the first one is there.
  public StateGraph {
    states = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(states));
    if (!states.containsKey(startAt)) {
      throw new IllegalArgumentException("StartAt names no state");
    }
  }

  /// The state of that name.
  ///
  /// @throws IllegalArgumentException when there is none, which the parser rules out for names that
  ///   stand in a definition
  public State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no state is named " + name);
    }
    return state;
  }
}
