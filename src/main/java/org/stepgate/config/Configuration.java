package org.stepgate.config;

import java.util.List;

/// All that the files say, checked.
///
/// @param machines the state machines, by name
public record Configuration(List<MachineConfig> machines) {
  /// Copies the list.
  public Configuration {
    machines = List.copyOf(machines);
  }
}
