package org.stepgate.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides from successive readings when the files have changed: two equal readings in a row that
/// differ from what was taken last. So a set of files that is half written is not taken, as long as
/// the writer does not pause for the time between two readings. Confined to a thread.
final class ChangeDetector {
  private Observation taken;
  private @Nullable Observation candidate;

  ChangeDetector(Observation first) {
    this.taken = first;
  }

  /// Takes a reading into account, and gives it back when it is a change that has settled.
  Optional<Observation> observe(Observation now) {
    boolean settled = now.equals(candidate);
    candidate = null;
    if (now.equals(taken)) {
      return Optional.empty();
    }
    if (settled) {
      taken = now;
      return Optional.of(now);
    }
    candidate = now;
    return Optional.empty();
  }

  /// Whether a change was seen once and has to be seen again.
  boolean isSettling() {
    return candidate != null;
  }
}
