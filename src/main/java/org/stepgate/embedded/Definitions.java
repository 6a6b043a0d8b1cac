package org.stepgate.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.stepgate.asl.StateMachine;
import org.stepgate.workflow.BackendException;

/// The state machines of this worker: those that can be started, by name, and all definitions that
/// running executions have, by hash.
///
/// Threads: safe for use by any.
final class Definitions {
  private static final Logger log = LogManager.getLogger(Definitions.class);
  private static final int REMEMBERED = 1_000;

  private final Function<String, String> stored;
  private final Function<String, StateMachine> parse;
  private final Map<String, StateMachine> bySha256 = new ConcurrentHashMap<>();
  private volatile Map<String, Machine> machines = Map.of();

  /// @param stored reads the definition of a hash
  /// @param parse parses a definition; throws [BackendException] when this version cannot
  Definitions(Function<String, String> stored, Function<String, StateMachine> parse) {
    this.stored = stored;
    this.parse = parse;
  }

  /// Puts other machines in place of those that could be started. One whose definition this version
  /// cannot read keeps its place: only its own executions fail to start, and those that run wait
  /// for a version that can.
  void use(Map<String, Machine> next) {
    for (Machine machine : next.values()) {
      try {
        bySha256.computeIfAbsent(
            machine.definitionSha256(), _ -> parse.apply(machine.description().definition()));
      } catch (BackendException e) {
        log.error("definitions.unreadable machine={}", machine.name(), e);
      }
    }
    machines = Map.copyOf(next);
  }

  /// The machines that can be started, by name.
  Map<String, Machine> machines() {
    return machines;
  }

  /// The definition of that hash, which an execution has had from its start.
  ///
  /// @throws BackendException when it cannot be read
  StateMachine pinned(String sha256) {
    StateMachine known = bySha256.get(sha256);
    if (known != null) {
      return known;
    }
    StateMachine parsed = parse.apply(stored.apply(sha256));
    if (bySha256.size() >= REMEMBERED) {
      bySha256.clear();
    }
    bySha256.put(sha256, parsed);
    return parsed;
  }
}
