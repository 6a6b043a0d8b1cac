package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The schedules of the pool.
///
/// Table `schedules`: `name`, `definition`, `generation` (of the configuration that has it),
/// `anchor_ms`, `settled_ms`, `paused_ms` and `paused_by` (null when it is not paused),
/// `claimed_ms` and `claimed_by` (the tick that a worker deals with; of no meaning once the worker
/// is not registered any more), `last_ms`, `last_outcome`, `last_execution`, `last_detail`. See
/// [ScheduleRow].
final class ScheduleTable {
  private static final String SELECT =
      """
      SELECT name, definition, anchor_ms, settled_ms, paused_ms, paused_by, claimed_ms,
        (SELECT worker FROM workers WHERE worker = claimed_by),
        last_ms, last_outcome, last_execution, last_detail
      FROM schedules
      """;

  private static final String DEFINE =
      """
      INSERT INTO schedules (name, definition, generation, anchor_ms, settled_ms)
      VALUES (?1, ?2, ?3, ?4, ?4)
      ON CONFLICT DO UPDATE SET
        generation = excluded.generation,
        anchor_ms = iif(definition = excluded.definition, anchor_ms, excluded.anchor_ms),
        settled_ms = iif(definition = excluded.definition, settled_ms, excluded.settled_ms),
        definition = excluded.definition
      """;

  private static final String FREE =
      """
      (claimed_by IS NULL OR claimed_by = ? OR claimed_by NOT IN (SELECT worker FROM workers))
      """;

  private static final String CLAIM =
      """
      UPDATE schedules SET claimed_ms = ?, claimed_by = ?
      WHERE name = ? AND settled_ms = ? AND paused_ms IS NULL AND
      """
          + FREE;

  private static final String SETTLE =
      """
      UPDATE schedules SET settled_ms = ?, claimed_ms = NULL, claimed_by = NULL
      WHERE name = ? AND settled_ms = ? AND
      """
          + FREE;

  private static final String RECORD =
      """
      UPDATE schedules
      SET last_ms = ?, last_outcome = ?, last_execution = coalesce(?, last_execution),
        last_detail = ?
      WHERE name = ?
      """;

  private static final String PAUSE =
      """
      UPDATE schedules
      SET paused_by = iif(paused_ms IS NULL, ?, paused_by), paused_ms = coalesce(paused_ms, ?)
      WHERE name = ?
      """;

  private static final String RESUME =
      """
      UPDATE schedules
      SET settled_ms = iif(paused_ms IS NULL, settled_ms, ?), paused_ms = NULL, paused_by = NULL
      WHERE name = ?
      """;

  private ScheduleTable() {}

  static Operation<Boolean> define(Write.DefineSchedules define) {
    return session -> {
      long newest = session.number("SELECT coalesce(max(generation), 0) FROM schedules");
      if (newest > define.generation()) {
        return false;
      }
      for (var each : define.definitions().entrySet()) {
        session.update(
            DEFINE,
            each.getKey(),
            each.getValue(),
            define.generation(),
            define.now().toEpochMilli());
      }
      for (ScheduleRow row : all(session)) {
        if (!define.definitions().containsKey(row.name())) {
          session.update("DELETE FROM schedules WHERE name = ?", row.name());
        }
      }
      return true;
    };
  }

  static Operation<Boolean> claim(Write.ClaimTick claim) {
    return session ->
        session.update(
                CLAIM,
                claim.tick().toEpochMilli(),
                claim.worker().value(),
                claim.name(),
                claim.settled().toEpochMilli(),
                claim.worker().value())
            == 1;
  }

  static Operation<Boolean> settle(Write.SettleTicks settle) {
    return session -> {
      int settled =
          session.update(
              SETTLE,
              settle.next().toEpochMilli(),
              settle.name(),
              settle.settled().toEpochMilli(),
              settle.worker().value());
      Write.SettledTick last = settle.last();
      if (settled == 1 && last != null) {
        session.update(
            RECORD,
            last.tick().toEpochMilli(),
            last.outcome(),
            last.execution(),
            last.detail(),
            settle.name());
      }
      return settled == 1;
    };
  }

  static Operation<Boolean> pause(Write.PauseSchedule pause) {
    return session ->
        session.update(PAUSE, pause.by(), pause.now().toEpochMilli(), pause.name()) == 1;
  }

  static Operation<Boolean> resume(Write.ResumeSchedule resume) {
    return session -> session.update(RESUME, resume.now().toEpochMilli(), resume.name()) == 1;
  }

  static List<ScheduleRow> all(Session session) throws SQLException {
    return session.list(SELECT + "ORDER BY name", ScheduleTable::read);
  }

  static Optional<ScheduleRow> of(Session session, String name) throws SQLException {
    return session.first(SELECT + "WHERE name = ?", ScheduleTable::read, name);
  }

  private static ScheduleRow read(ResultSet row) throws SQLException {
    long claimer = row.getLong(8);
    WorkerId worker = row.wasNull() ? null : new WorkerId(claimer);
    return new ScheduleRow(
        row.getString(1),
        row.getString(2),
        Instant.ofEpochMilli(row.getLong(3)),
        Instant.ofEpochMilli(row.getLong(4)),
        moment(row, 5),
        row.getString(6),
        moment(row, 7),
        worker,
        moment(row, 9),
        row.getString(10),
        row.getString(11),
        row.getString(12));
  }

  private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
