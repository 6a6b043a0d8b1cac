package org.stepgate.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.stepgate.asl.StateMachine;

/// The state machines of this worker: those that can be started, by name, and all definitions that
/// running executions have, by hash.
///
/// Threads: safe for use by any.
final class Definitions {
  private static final int REMEMBERED = 1_000;

  private final Function<String, StateMachine> parseStored;
  private final Map<String, StateMachine> bySha256 = new ConcurrentHashMap<>();
  private volatile Map<String, Machine> machines = Map.of();

  /// @param parseStored reads and parses the definition of a hash
  Definitions(Function<String, StateMachine> parseStored) {
    this.parseStored = parseStored;
  }

  /// Puts other machines in place of those that could be started.
  void use(Map<String, Machine> next) {
    next.values()
        .forEach(machine ->
            bySha256.put(machine.description().definitionSha256(), machine.definition()));
    machines = Map.copyOf(next);
  }

  /// The machines that can be started, by name.
  Map<String, Machine> machines() {
    return machines;
  }

  /// The definition of that hash, which an execution has had from its start.
  ///
  /// @throws org.stepgate.workflow.BackendException when it cannot be read
  StateMachine pinned(String sha256) {
    StateMachine known = bySha256.get(sha256);
    if (known != null) {
      return known;
    }
    StateMachine parsed = parseStored.apply(sha256);
    if (bySha256.size() >= REMEMBERED) {
      bySha256.clear();
    }
    bySha256.put(sha256, parsed);
    return parsed;
  }
}
