package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.workflow.MachineType;

/// Machines, definitions and configuration.
///
/// - `definitions`: `sha256`, `body` (the text). Never removed while an execution may need it.
/// - `machines`: `name`, `arn`, `type` (the API's name), `sha256` (of its definition),
///   `creation_ms`, `from_files` (0 or 1).
/// - `configuration`: `generation`, `sha256`, `bundle`; the row of the highest generation is in
///   force, one before it is kept.
final class MachineTable {
  private static final String SELECT =
      """
      SELECT name, arn, type, machines.sha256, body, creation_ms, from_files
      FROM machines JOIN definitions ON definitions.sha256 = machines.sha256
      """;

  private static final String PUT =
      """
      INSERT INTO machines (name, arn, type, sha256, creation_ms, from_files)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET arn = excluded.arn, type = excluded.type,
        sha256 = excluded.sha256, from_files = excluded.from_files
      """;

  private static final String CURRENT =
      """
      SELECT generation, sha256, bundle FROM configuration ORDER BY generation DESC LIMIT 1
      """;

  private static final String INSERT_CONFIGURATION =
      """
      INSERT INTO configuration (generation, sha256, bundle) VALUES (?, ?, ?)
      """;

  private MachineTable() {}

  static Operation<Boolean> put(Write.PutMachine put) {
    return session -> {
      boolean isNew = machine(session, put.machine().name()).isEmpty();
      put(session, put.machine());
      return isNew;
    };
  }

  private static void put(Session session, MachineRow machine) throws SQLException {
    session.update(
        "INSERT OR IGNORE INTO definitions (sha256, body) VALUES (?, ?)",
        machine.definitionSha256(),
        machine.definition());
    session.update(
        PUT,
        machine.name(),
        machine.arn(),
        machine.type().name(),
        machine.definitionSha256(),
        machine.creationTime().toEpochMilli(),
        machine.fromFiles());
  }

  static Operation<Boolean> remove(Write.RemoveMachine remove) {
    return session -> session.update("DELETE FROM machines WHERE name = ?", remove.name()) == 1;
  }

  static Operation<Write.ConfigurationOutcome> putConfiguration(Write.PutConfiguration put) {
    return session -> {
      long current = configuration(session).map(ConfigurationRow::generation).orElse(0L);
      if (current != put.expectedGeneration()) {
        return new Write.ConfigurationOutcome.Superseded();
      }
      long next = current + 1;
      session.update(INSERT_CONFIGURATION, next, put.sha256(), put.bundle());
      session.update("DELETE FROM configuration WHERE generation < ?", current);
      Set<String> names = new HashSet<>();
      for (MachineRow machine : put.machines()) {
        names.add(machine.name());
        put(session, machine);
      }
      List<String> known =
          session.list("SELECT name FROM machines WHERE from_files = 1", row -> row.getString(1));
      for (String name : known) {
        if (!names.contains(name)) {
          session.update("DELETE FROM machines WHERE name = ?", name);
        }
      }
      return new Write.ConfigurationOutcome.InForce(next);
    };
  }

  static Optional<ConfigurationRow> configuration(Session session) throws SQLException {
    return session.first(
        CURRENT, row -> new ConfigurationRow(row.getLong(1), row.getString(2), row.getString(3)));
  }

  static List<MachineRow> machines(Session session) throws SQLException {
    return session.list(SELECT + "ORDER BY name", MachineTable::read);
  }

  static Optional<MachineRow> machine(Session session, String name) throws SQLException {
    return session.first(SELECT + "WHERE name = ?", MachineTable::read, name);
  }

  static Optional<String> definition(Session session, String sha256) throws SQLException {
    return session.first(
        "SELECT body FROM definitions WHERE sha256 = ?", row -> row.getString(1), sha256);
  }

  private static MachineRow read(ResultSet row) throws SQLException {
    return new MachineRow(
        row.getString(1),
        row.getString(2),
        MachineType.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getBoolean(7));
  }
}
