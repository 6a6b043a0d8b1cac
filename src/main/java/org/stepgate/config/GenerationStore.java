package org.stepgate.config;

import java.util.Optional;

/// Where the pool keeps the configuration in force.
public interface GenerationStore {
  /// A configuration that was taken.
  ///
  /// @param number 1 for the first, rising by one
  /// @param bundle its files
  record Generation(long number, ConfigurationBundle bundle) {}

  /// The latest one; empty when there is none.
  Optional<Generation> current();

  /// Stores the generation after `expected`, durably; false, and nothing has changed, when
  /// `expected` is not the latest.
  ///
  /// @param expected the number of the latest generation, 0 for none
  /// @param configuration what `next` says, for the machines that are stored with it
  boolean compareAndSet(long expected, ConfigurationBundle next, Configuration configuration);
}
