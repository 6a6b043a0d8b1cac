package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// What is known of an execution's name.
public sealed interface NameLookup {
  /// Nothing: the name is free.
  record Unknown() implements NameLookup {}

  /// There is such an execution.
  ///
  /// @param fingerprint the fingerprint of the request that started it, null when it had none
  record Known(ExecutionId id, @Nullable String fingerprint) implements NameLookup {}

  /// There was one; its data have been removed after their retention.
  record Gone(ExecutionId id, @Nullable String fingerprint, ExecutionStatus status)
      implements NameLookup {}
}
