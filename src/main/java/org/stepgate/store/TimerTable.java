package org.stepgate.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.stepgate.engine.TimerId;

/// Timers.
///
/// Table `timers`: `row_id`, `timer` (its number), `owner` (a row of `workers`, so that the boot is
/// known), `absolute` (0 or 1), `due` (nanoseconds of the monotonic clock of the owner's boot, or,
/// when absolute, milliseconds since 1970), `wall_ms` (the deadline on the wall clock), `claimed`
/// (1 once its owner has it in hand).
final class TimerTable {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  private static final String PUT =
      """
      INSERT INTO timers (row_id, timer, owner, absolute, due, wall_ms, claimed)
      VALUES (?, ?, ?, ?, ?, ?, 0)
      ON CONFLICT DO UPDATE SET owner = excluded.owner, absolute = excluded.absolute,
        due = excluded.due, wall_ms = excluded.wall_ms, claimed = 0
      """;

  /// Each worker's timers are one range of the index.
  private static final String DUE =
      """
      SELECT row_id, timer FROM workers CROSS JOIN timers ON owner = worker
      WHERE absolute = ?1 AND claimed = 0 AND due <= CASE worker WHEN ?2 THEN ?3 ELSE ?3 - ?4 END
      LIMIT ?5
      """;

  private static final String CLAIM =
      """
      UPDATE timers SET claimed = 1, owner = ? WHERE row_id = ? AND timer = ?
      """;

  private static final String NEXT_DUE =
      """
      SELECT MIN(wait) FROM (
        SELECT (SELECT MIN(due) FROM timers WHERE owner = worker AND absolute = ?1 AND claimed = 0)
          - ?3 + CASE worker WHEN ?2 THEN 0 ELSE ?4 END AS wait
        FROM workers)
      """;

  private static final String REBASE =
      """
      UPDATE timers SET due = ?1 + MAX(0, wall_ms - ?2) * 1000000
      WHERE owner = ?3 AND absolute = 0
      """;

  private TimerTable() {}

  static void put(Session session, long row, TimerRow timer) throws SQLException {
    long number = timer.timer().number();
    long owner = timer.owner().value();
    switch (timer.deadline()) {
      case TimerRow.Deadline.Relative(long nanos, Instant wall) ->
          session.update(PUT, row, number, owner, false, nanos, wall.toEpochMilli());
      case TimerRow.Deadline.Absolute(Instant moment) -> {
        long millis = ceilingMillis(moment);
        session.update(PUT, row, number, owner, true, millis, millis);
      }
    }
  }

  static Operation<List<DueTimer>> claim(Write.ClaimTimers claim) {
    return session -> {
      var due = new ArrayList<DueTimer>(due(session, claim, false, claim.limit()));
      due.addAll(due(session, claim, true, claim.limit() - due.size()));
      for (DueTimer timer : due) {
        session.update(CLAIM, claim.worker().value(), timer.row().value(), timer.timer().number());
      }
      return List.copyOf(due);
    };
  }

  private static List<DueTimer> due(
      Session session, Write.ClaimTimers claim, boolean absolute, int limit) throws SQLException {
    return session.list(
        DUE,
        row -> new DueTimer(new RowId(row.getLong(1)), new TimerId(row.getLong(2))),
        absolute,
        claim.worker().value(),
        absolute ? claim.wall().toEpochMilli() : claim.monotonicNanos(),
        absolute ? claim.grace().toMillis() : claim.grace().toNanos(),
        limit);
  }

  /// Nanoseconds until a claim would find a timer, negative when it is overdue; empty when there
  /// are none.
  static OptionalLong nextDueNanos(Session session, Write.ClaimTimers claim) throws SQLException {
    long worker = claim.worker().value();
    OptionalLong relative =
        next(session, false, worker, claim.monotonicNanos(), claim.grace().toNanos());
    OptionalLong absolute =
        next(session, true, worker, claim.wall().toEpochMilli(), claim.grace().toMillis());
    if (absolute.isEmpty()) {
      return relative;
    }
    long wait = absolute.getAsLong();
    // A deadline centuries away does not overflow.
    long nanos = Math.clamp(wait, -MAX_MILLIS, MAX_MILLIS) * NANOS_PER_MILLISECOND;
    return OptionalLong.of(Math.min(nanos, relative.orElse(Long.MAX_VALUE)));
  }

  private static final long MAX_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLISECOND;

  private static OptionalLong next(
      Session session, boolean absolute, long worker, long now, long grace) throws SQLException {
    return session
        .first(
            NEXT_DUE,
            row -> {
              long wait = row.getLong(1);
              return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(wait);
            },
            absolute,
            worker,
            now,
            grace)
        .orElse(OptionalLong.empty());
  }

  /// Gives the timers of a worker to another. When the boot has changed, what is left until their
  /// deadline by the wall clock becomes their new monotonic deadline.
  static void inherit(Session session, Write.RetireWorker retire, boolean otherBoot)
      throws SQLException {
    if (otherBoot) {
      session.update(
          REBASE, retire.monotonicNanos(), retire.wall().toEpochMilli(), retire.gone().value());
    }
    session.update(
        "UPDATE timers SET owner = ?, claimed = 0 WHERE owner = ?",
        retire.heir().value(),
        retire.gone().value());
  }

  private static long ceilingMillis(Instant moment) {
    long millis = moment.toEpochMilli();
    return moment.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
  }
}
