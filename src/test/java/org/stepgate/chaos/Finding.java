package org.stepgate.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a fault has shown.
///
/// @param trials how often the harm was done
/// @param operations how many requests, executions or transactions there were meanwhile
/// @param losses what was acknowledged and is not there
/// @param duplicates what is there, or had an effect, more often than promised
/// @param recovery how long it took until all was well again, at the 99th percentile of the trials;
///   null where that means nothing
/// @param violations what did not hold, in words; empty when the fault is passed
/// @param notes what a reader of the table should know besides
record Finding(
    int trials,
    long operations,
    long losses,
    long duplicates,
    @Nullable Duration recovery,
    List<String> violations,
    List<String> notes) {

  Finding {
    violations = List.copyOf(violations);
    notes = List.copyOf(notes);
  }

  /// This, and one thing more to know.
  Finding withNote(String note) {
    var more = new ArrayList<>(notes);
    more.add(note);
    return new Finding(trials, operations, losses, duplicates, recovery, violations, more);
  }

  /// This, with what is found wrong besides.
  Finding withViolations(List<String> others) {
    var more = new ArrayList<>(violations);
    more.addAll(others);
    return new Finding(trials, operations, losses, duplicates, recovery, more, notes);
  }

  boolean passed() {
    return violations.isEmpty() && losses == 0 && duplicates == 0;
  }
}
