package org.stepgate.store;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The configuration of the pool.
///
/// Table `configuration`: `generation`, `sha256`, `bundle`; the row of the highest generation is in
/// force, one before it is kept.
final class ConfigurationTable {
  private static final String CURRENT =
      """
      SELECT generation, sha256, bundle FROM configuration ORDER BY generation DESC LIMIT 1
      """;

  private static final String INSERT =
      """
      INSERT INTO configuration (generation, sha256, bundle) VALUES (?, ?, ?)
      """;

  private ConfigurationTable() {}

  static Operation<Write.ConfigurationOutcome> put(Write.PutConfiguration put) {
    return session -> {
      long current = current(session).map(ConfigurationRow::generation).orElse(0L);
      if (current != put.expectedGeneration()) {
        return new Write.ConfigurationOutcome.Superseded();
      }
      long next = current + 1;
      session.update(INSERT, next, put.sha256(), put.bundle());
      session.update("DELETE FROM configuration WHERE generation < ?", current);
      Set<String> names = new HashSet<>();
      for (MachineChange.Define machine : put.machines()) {
        names.add(machine.machine().id().name());
        MachineTable.define(session, machine);
      }
      MachineTable.removeOthersFromFiles(session, names);
      return new Write.ConfigurationOutcome.InForce(next);
    };
  }

  static Optional<ConfigurationRow> current(Session session) throws SQLException {
    return session.first(
        CURRENT, row -> new ConfigurationRow(row.getLong(1), row.getString(2), row.getString(3)));
  }
}
