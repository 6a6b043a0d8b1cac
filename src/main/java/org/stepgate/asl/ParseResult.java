package org.stepgate.asl;

import java.util.List;

/// What became of a definition.
public sealed interface ParseResult {
  /// The definition is without fault.
  record Parsed(StateMachine machine) implements ParseResult {}

  /// The definition cannot be used.
  ///
  /// @param faults all of them, at least one, in the order of the text
  record Faulty(List<Fault> faults) implements ParseResult {
    /// Copies the faults.
    public Faulty {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("a faulty definition has a fault");
      }
    }
  }
}
