package org.stepgate.routes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.stepgate.workflow.Workflows;

/// The engines that carry out executions, by name.
///
/// @param byName at least one; the first is meant where a request names none
public record Engines(SequencedMap<String, Workflows> byName) {
  /// Copies the map.
  ///
  /// @throws IllegalArgumentException when it is empty
  public Engines {
    if (byName.isEmpty()) {
      throw new IllegalArgumentException("there is no engine");
    }
    byName = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byName));
  }

  /// One engine.
  public static Engines of(String name, Workflows workflows) {
    var one = new LinkedHashMap<String, Workflows>();
    one.put(name, workflows);
    return new Engines(one);
  }

  /// The engine of that name.
  public Optional<Workflows> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The name of the engine that is meant where a request names none.
  public String usual() {
    return byName.firstEntry().getKey();
  }
}
