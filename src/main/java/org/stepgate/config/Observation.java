package org.stepgate.config;

import java.util.List;

/// What a worker sees of its configuration's files at one time.
public sealed interface Observation {
  /// The files could be read; what they say may still be wrong.
  ///
  /// @param bundle the files
  record Seen(ConfigurationBundle bundle) implements Observation {}

  /// The files could not be read, or must not be used.
  ///
  /// @param faults why
  record Refused(List<Fault> faults) implements Observation {
    /// Copies the list.
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /// Reads the files now.
  static Observation of(ConfigurationDirectory directory) {
    try {
      return new Seen(directory.read());
    } catch (ConfigException e) {
      return new Refused(e.faults());
    }
  }
}
