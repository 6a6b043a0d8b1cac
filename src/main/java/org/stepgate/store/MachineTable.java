package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineType;

/// Machines and definitions.
///
/// - `definitions`: `sha256`, `body` (the text). Never removed while an execution may need it.
/// - `machines`: `account` and `name` (see [MachineId]), `type` (the API's name), `sha256` (of its
///   definition), `creation_ms`, `from_files` (0 or 1), `last_version`, `sequence`, `revision` (see
///   [MachineForms]).
///
/// The sequence of a new machine is its creation time in milliseconds, times 2^20; each change adds
/// one. So a machine that was removed and made again is never taken for the one before.
final class MachineTable {
  private static final int SEQUENCE_SHIFT = 20;

  private static final String SELECT =
      """
      SELECT account, name, type, sha256, revision, creation_ms, from_files, last_version, sequence
      FROM machines
      """;

  private static final String PUT =
      """
      INSERT INTO machines (account, name, type, sha256, revision, creation_ms, from_files,
        last_version, sequence)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET type = excluded.type, sha256 = excluded.sha256,
        revision = excluded.revision, from_files = excluded.from_files,
        last_version = excluded.last_version, sequence = excluded.sequence
      """;

  private static final String LIST =
      """
      SELECT name, type, creation_ms FROM machines
      WHERE account = ? AND name > ? ORDER BY name LIMIT ?
      """;

  private MachineTable() {}

  /// Applies changes to a machine that is still as it was read.
  static Operation<Boolean> change(Write.ChangeMachine change) {
    return session -> {
      Optional<MachineRow> found = machine(session, change.machine());
      if (found.map(MachineRow::sequence).orElse(0L) != change.expectedSequence()) {
        return false;
      }
      for (MachineChange each : change.changes()) {
        apply(session, change.machine(), each);
      }
      session.update(
          "UPDATE machines SET sequence = sequence + 1 WHERE account = ? AND name = ?",
          change.machine().account(),
          change.machine().name());
      return true;
    };
  }

  private static void apply(Session session, MachineId id, MachineChange change)
      throws SQLException {
    switch (change) {
      case MachineChange.Define define -> define(session, define);
      case MachineChange.Remove _ -> remove(session, id);
      case MachineChange.SetTags(var tags) ->
          TagTable.set(session, TaggedResource.machine(id), tags);
      case MachineChange.Publish(VersionRow version) -> VersionTable.publish(session, id, version);
      case MachineChange.RemoveVersion(long number) -> VersionTable.remove(session, id, number);
      case MachineChange.PutAlias(AliasRow alias) -> VersionTable.put(session, id, alias);
      case MachineChange.RemoveAlias(String name) -> VersionTable.removeAlias(session, id, name);
    }
  }

  /// Adds or replaces a machine. One from files takes the place of one that was made through the
  /// API, of which nothing is left then.
  static void define(Session session, MachineChange.Define define) throws SQLException {
    MachineRow machine = define.machine();
    MachineId id = machine.id();
    MachineRevision revision = machine.revision();
    Optional<MachineRow> before = machine(session, id);
    if (machine.fromFiles() && before.isPresent() && !before.get().fromFiles()) {
      remove(session, id);
      before = Optional.empty();
    }
    session.update(
        "INSERT OR IGNORE INTO definitions (sha256, body) VALUES (?, ?)",
        revision.definitionSha256(),
        define.definition());
    session.update(
        PUT,
        id.account(),
        id.name(),
        machine.type().name(),
        revision.definitionSha256(),
        MachineForms.write(revision),
        machine.creationTime().toEpochMilli(),
        machine.fromFiles(),
        machine.lastVersion(),
        before
            .map(MachineRow::sequence)
            .orElse(machine.creationTime().toEpochMilli() << SEQUENCE_SHIFT));
  }

  private static void remove(Session session, MachineId id) throws SQLException {
    VersionTable.removeAll(session, id);
    TagTable.removeAll(session, TaggedResource.machine(id));
    session.update("DELETE FROM machines WHERE account = ? AND name = ?", id.account(), id.name());
  }

  /// Removes the machines from files that are not among `names`.
  static void removeOthersFromFiles(Session session, Set<String> names) throws SQLException {
    List<String> known =
        session.list(
            "SELECT name FROM machines WHERE account = '' AND from_files = 1",
            row -> row.getString(1));
    var gone = new HashSet<>(known);
    gone.removeAll(names);
    for (String name : gone) {
      remove(session, MachineId.ofHome(name));
    }
  }

  static Optional<MachineRow> machine(Session session, MachineId id) throws SQLException {
    return session.first(
        SELECT + "WHERE account = ? AND name = ?", MachineTable::read, id.account(), id.name());
  }

  static List<MachineRow> machines(Session session, String account) throws SQLException {
    return session.list(SELECT + "WHERE account = ? ORDER BY name", MachineTable::read, account);
  }

  static List<MachineListing> list(Session session, String account, String after, int limit)
      throws SQLException {
    return session.list(
        LIST,
        row ->
            new MachineListing(
                row.getString(1),
                MachineType.valueOf(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3))),
        account,
        after,
        limit);
  }

  static Optional<String> definition(Session session, String sha256) throws SQLException {
    return session.first(
        "SELECT body FROM definitions WHERE sha256 = ?", row -> row.getString(1), sha256);
  }

  private static MachineRow read(ResultSet row) throws SQLException {
    return new MachineRow(
        new MachineId(row.getString(1), row.getString(2)),
        MachineType.valueOf(row.getString(3)),
        MachineForms.read(row.getString(4), row.getString(5)),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getBoolean(7),
        row.getLong(8),
        row.getLong(9));
  }
}
