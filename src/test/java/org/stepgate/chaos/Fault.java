package org.stepgate.chaos;

import java.util.Optional;

/// One kind of harm, and what has to hold after it.
interface Fault {
  /// `R1`, `R2` …
  String id();

  /// In a few words, for the table.
  String title();

  /// Why it cannot be done here; empty when it can.
  default Optional<String> obstacle() {
    return Optional.empty();
  }

  /// Does it.
  Finding run(Lab lab) throws Exception;
}
