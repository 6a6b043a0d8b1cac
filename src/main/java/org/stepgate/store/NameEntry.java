package org.stepgate.store;

import org.jspecify.annotations.Nullable;
import org.stepgate.engine.ExecutionStatus;

/// Who has a name that is taken.
public sealed interface NameEntry {
  /// What the request that took the name is recognised by; null when it had no key.
  @Nullable String fingerprint();

  /// How the execution stands, or stood at its end.
  ExecutionStatus status();

  /// An execution that the store still has.
  record Present(RowId row, @Nullable String fingerprint, ExecutionStatus status)
      implements NameEntry {}

  /// An execution whose data have been removed after their retention.
  record Tombstone(@Nullable String fingerprint, ExecutionStatus status) implements NameEntry {}
}
