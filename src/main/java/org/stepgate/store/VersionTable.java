package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.MachineId;

/// Versions and aliases of machines.
///
/// - `machine_versions`: `account`, `machine`, `number`, `description`, `creation_ms`, `sha256` (of
///   the definition), `revision` (see [MachineForms]).
/// - `machine_aliases`: `account`, `machine`, `name`, `description`, `creation_ms`, `update_ms`,
///   and the routes: `first_version`, `first_weight`, `second_version` with the rest of the weight.
final class VersionTable {
  private static final String VERSIONS =
      """
      SELECT number, description, creation_ms, sha256, revision FROM machine_versions
      WHERE account = ? AND machine = ?
      """;

  private static final String ALIASES =
      """
      SELECT name, description, creation_ms, update_ms, first_version, first_weight, second_version
      FROM machine_aliases WHERE account = ? AND machine = ?
      """;

  private static final String PUBLISH =
      """
      INSERT INTO machine_versions
        (account, machine, number, description, creation_ms, sha256, revision)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String PUT_ALIAS =
      """
      INSERT OR REPLACE INTO machine_aliases (account, machine, name, description, creation_ms,
        update_ms, first_version, first_weight, second_version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String LAST_VERSION =
      """
      UPDATE machines SET last_version = ? WHERE account = ? AND name = ?
      """;

  private VersionTable() {}

  static void publish(Session session, MachineId id, VersionRow version) throws SQLException {
    session.update(
        PUBLISH,
        id.account(),
        id.name(),
        version.number(),
        version.description(),
        version.creationTime().toEpochMilli(),
        version.revision().definitionSha256(),
        MachineForms.write(version.revision()));
    session.update(LAST_VERSION, version.number(), id.account(), id.name());
  }

  static void remove(Session session, MachineId id, long number) throws SQLException {
    session.update(
        "DELETE FROM machine_versions WHERE account = ? AND machine = ? AND number = ?",
        id.account(),
        id.name(),
        number);
  }

  static void put(Session session, MachineId id, AliasRow alias) throws SQLException {
    AliasRow.Route first = alias.routes().getFirst();
    @Nullable Long second = alias.routes().size() == 2 ? alias.routes().getLast().version() : null;
    session.update(
        PUT_ALIAS,
        id.account(),
        id.name(),
        alias.name(),
        alias.description(),
        alias.creationTime().toEpochMilli(),
        alias.updateTime().toEpochMilli(),
        first.version(),
        first.weight(),
        second);
  }

  static void removeAlias(Session session, MachineId id, String name) throws SQLException {
    session.update(
        "DELETE FROM machine_aliases WHERE account = ? AND machine = ? AND name = ?",
        id.account(),
        id.name(),
        name);
  }

  static void removeAll(Session session, MachineId id) throws SQLException {
    session.update(
        "DELETE FROM machine_versions WHERE account = ? AND machine = ?", id.account(), id.name());
    session.update(
        "DELETE FROM machine_aliases WHERE account = ? AND machine = ?", id.account(), id.name());
  }

  static Optional<VersionRow> version(Session session, MachineId id, long number)
      throws SQLException {
    return session.first(
        VERSIONS + "AND number = ?", VersionTable::readVersion, id.account(), id.name(), number);
  }

  /// Versions below a number, newest first.
  static List<VersionRow> versions(Session session, MachineId id, long below, int limit)
      throws SQLException {
    return session.list(
        VERSIONS + "AND number < ? ORDER BY number DESC LIMIT ?",
        VersionTable::readVersion,
        id.account(),
        id.name(),
        below,
        limit);
  }

  static Optional<AliasRow> alias(Session session, MachineId id, String name) throws SQLException {
    return session.first(
        ALIASES + "AND name = ?", VersionTable::readAlias, id.account(), id.name(), name);
  }

  /// All aliases, by name; the API allows 100.
  static List<AliasRow> aliases(Session session, MachineId id) throws SQLException {
    return session.list(
        ALIASES + "ORDER BY name", VersionTable::readAlias, id.account(), id.name());
  }

  private static VersionRow readVersion(ResultSet row) throws SQLException {
    return new VersionRow(
        row.getLong(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        MachineForms.read(row.getString(4), row.getString(5)));
  }

  private static AliasRow readAlias(ResultSet row) throws SQLException {
    var routes = new ArrayList<AliasRow.Route>();
    int weight = row.getInt(6);
    routes.add(new AliasRow.Route(row.getLong(5), weight));
    long second = row.getLong(7);
    if (!row.wasNull()) {
      routes.add(new AliasRow.Route(second, AliasRow.WHOLE - weight));
    }
    return new AliasRow(
        row.getString(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        routes);
  }
}
