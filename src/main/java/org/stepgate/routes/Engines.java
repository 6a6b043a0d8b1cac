package org.stepgate.routes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.Workflows;

/// The engines that carry out executions, by name.
///
/// @param byName at least one; the first is meant where a request names none
public record Engines(SequencedMap<String, Engine> byName) {
  /// One engine.
  ///
  /// @param account the account to which the executions of routes belong
  /// @param workflows carries out executions
  /// @param taskTokens is told of tasks that wait for their token
  public record Engine(String account, Workflows workflows, TaskTokens taskTokens) {}

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
  public static Engines of(String name, Engine engine) {
    var one = new LinkedHashMap<String, Engine>();
    one.put(name, engine);
    return new Engines(one);
  }

  /// What carries out the executions of the engine of that name.
  public Optional<Workflows> find(String name) {
    return Optional.ofNullable(byName.get(name)).map(Engine::workflows);
  }

  /// The name of the engine that is meant where a request names none.
  public String usual() {
    return byName.firstEntry().getKey();
  }
}
