package org.stepgate.engine;

import java.util.List;

/// Answers each event of an execution with what it changes.
///
/// A pure function: the same execution, event and surroundings give the same answer. Neither the
/// execution nor anything else is changed.
public final class Interpreter {
  private Interpreter() {}

  /// What `event` changes of `execution`.
  public static Advance advance(Execution execution, Event event, Surroundings surroundings) {
    return new Advance(
        execution.header(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }
}
