package org.stepgate.config;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The configuration is wrong. Holds every fault that was found; the message lists them, a line
/// each.
public final class ConfigException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  /// A configuration with these faults, of which there is at least one.
  public ConfigException(Collection<Fault> faults) {
    super(faults.stream().sorted().map(Fault::toString).collect(Collectors.joining("\n")));
    if (faults.isEmpty()) {
      throw new IllegalArgumentException("a wrong configuration has a fault");
    }
    this.faults = faults.stream().sorted().toList();
  }

  /// What is wrong, by file and position.
  public List<Fault> faults() {
    return faults;
  }
}
