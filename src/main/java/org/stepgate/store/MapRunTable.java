package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Command;
import org.stepgate.engine.Event;
import org.stepgate.engine.ExecutionCodec;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.ExecutionStatus;
import org.stepgate.engine.Frame;
import org.stepgate.engine.MapRunPlan;
import org.stepgate.engine.TaskId;
import org.stepgate.store.MapRunRow.Stage;

/// Writes the runs of distributed Map states.
///
/// Table `map_runs`, one row each:
///
/// - `run`, `arn`; `row_id` and `task`: the execution that waits and what it waits for.
/// - `status`: the code of [Stage]; `open`: 1 while a worker may have something to do for it.
/// - `owner`: the worker that reads the items, later the one that ends the run.
/// - `plan`: [ExecutionCodec]; `sha256`: the definition of the children.
/// - `error`, `cause`: why it fails.
/// - `max_concurrency`, `tolerated_count`, `tolerated_percentage`: as UpdateMapRun left them.
/// - `all_read`: 1 once all items have been read; `items` of them so far, in `children` inputs.
/// - `running`, `succeeded`, `pending_redrive` … count children, `items_running` … their items; the
///   rest is pending. `not_redrivable` are those among the unsuccessful that cannot run once more.
/// - `redrives`, `redrive_ms`: how often it was redriven and when last. `redrive_from`: up to which
///   child those are found that run once more, see [MapRunRedrive].
///
/// Table `map_inputs`: children that are to be started: `run`, `child` (its number), `items` (how
/// many it has), `owner` (the worker that starts it, NULL for none yet), `body` (its input),
/// `earlier` (the execution that it was, for one that runs once more). They outlive a run that
/// fails or is aborted as long as it may be redriven.
///
/// Table `map_children`: children that are stored: `run`, `child`, `row_id` (its row in
/// `executions`), `items`. So the cost of a child does not depend on how many there are.
final class MapRunTable {
  /// How many children of a run are under way at most, as on AWS.
  static final int CHILDREN_AT_ONCE = 10_000;

  private static final int STOPPED_AT_ONCE = 500;

  private static final String INSERT =
      """
      INSERT INTO map_runs (arn, row_id, task, status, open, owner, plan, start_ms,
        max_concurrency, tolerated_count, tolerated_percentage)
      VALUES (?, ?, ?, 0, 1, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_INPUT =
      """
      INSERT INTO map_inputs (run, child, items, owner, body) VALUES (?, ?, ?, NULL, ?)
      """;

  private static final String PUT_DEFINITION =
      """
      INSERT OR IGNORE INTO definitions (sha256, body) VALUES (?, ?)
      """;

  private static final String READ =
      """
      UPDATE map_runs SET children = children + ?, items = ?, all_read = ?, sha256 = ?,
        owner = CASE WHEN ? THEN NULL ELSE owner END
      WHERE run = ?
      """;

  private static final String FREE_INPUTS =
      """
      SELECT child, items, body, earlier FROM map_inputs WHERE run = ? AND owner IS NULL
      ORDER BY child LIMIT ?
      """;

  private static final String RUNNING_CHILDREN =
      """
      SELECT c.row_id FROM map_children c JOIN executions e ON e.row_id = c.row_id
      WHERE c.run = ? AND e.status = 0 LIMIT ?
      """;

  private static final String FAIL =
      """
      UPDATE map_runs SET status = 1, owner = NULL, error = ?, cause = ?
      WHERE run = ? AND status = 0 AND redrives = ?
      """;

  private static final String CLOSE =
      """
      UPDATE map_runs SET status = ?, open = running > 0, owner = NULL, stop_ms = ?,
        results_written = ?
      WHERE run = ? AND stop_ms IS NULL AND redrives = ?
      """;

  private static final String ABORT =
      """
      UPDATE map_runs SET status = 4, open = running > 0, owner = NULL, stop_ms = ?
      WHERE row_id = ? AND stop_ms IS NULL
      """;

  private static final String DROP_FREE_INPUTS =
      """
      DELETE FROM map_inputs WHERE run IN (SELECT run FROM map_runs WHERE row_id = ?)
        AND owner IS NULL
      """;

  private MapRunTable() {}

  // ---- the execution that waits

  /// Stores a run that an execution has started.
  static void start(
      Session session, long row, Command.StartMapRun command, String plan, WorkerId worker)
      throws SQLException {
    MapRunPlan run = command.plan();
    Frame.Tolerance tolerance = run.tolerance();
    Double percentage = tolerance.percentage();
    session.update(
        INSERT,
        run.arn(),
        row,
        command.run().number(),
        worker.value(),
        plan,
        run.startTime().toEpochMilli(),
        run.maxConcurrency(),
        tolerance.count(),
        percentage);
  }

  /// An execution goes on and waits for a task no longer: when that is a run, it is ended unless it
  /// has, and will never go on.
  static void over(Session session, long row, TaskId task, Instant now) throws SQLException {
    List<Long> run =
        session.list(
            "SELECT run FROM map_runs WHERE row_id = ? AND task = ?",
            found -> found.getLong(1),
            row,
            task.number());
    if (!run.isEmpty()) {
      session.update(ABORT + " AND task = ?", now.toEpochMilli(), row, task.number());
      MapRunRedrive.giveBack(session, run.getFirst());
      session.update("DELETE FROM map_inputs WHERE run = ? AND owner IS NULL", run.getFirst());
    }
  }

  // ---- children

  /// A child is stored.
  ///
  /// @param header how it stands
  static void childStored(
      Session session, MapChild child, long row, NewExecution start, ExecutionHeader header)
      throws SQLException {
    long run = child.run().value();
    session.update("DELETE FROM map_inputs WHERE run = ? AND child = ?", run, child.number());
    session.update(
        "INSERT INTO map_children (run, child, row_id, items) VALUES (?, ?, ?, ?)",
        run,
        child.number(),
        row,
        child.items());
    if (header.status().isClosed()) {
      childEnded(session, child, header, start.identity().express());
    }
  }

  /// An execution that was stored before has ended: ends its runs, and counts it when it is a child
  /// of one.
  static void executionEnded(Session session, long row, ExecutionHeader header)
      throws SQLException {
    Instant stop = header.stopTime();
    if (stop != null && session.update(ABORT, stop.toEpochMilli(), row) > 0) {
      MapRunRedrive.giveBackEnded(session, "row_id = ?", row);
      if (!header.resumable()) {
        session.update(DROP_FREE_INPUTS, row);
      }
    }
    Optional<MapChild> child = MapRunReads.child(session, row);
    if (child.isPresent()) {
      childEnded(session, child.get(), header, false);
    }
  }

  private static void childEnded(
      Session session, MapChild child, ExecutionHeader header, boolean express)
      throws SQLException {
    session.update(
        """
        UPDATE map_runs SET running = running - 1, COUNTER = COUNTER + 1,
          items_running = items_running - ?1, items_COUNTER = items_COUNTER + ?1,
          open = CASE WHEN stop_ms IS NULL THEN open ELSE running > 1 END
        WHERE run = ?2
        """
            .replace("COUNTER", counter(header.status())),
        child.items(),
        child.run().value());
    if (!express && !header.resumable() && header.status() != ExecutionStatus.SUCCEEDED) {
      session.update(
          """
          UPDATE map_runs SET not_redrivable = not_redrivable + 1,
            items_not_redrivable = items_not_redrivable + ? WHERE run = ?
          """,
          child.items(),
          child.run().value());
    }
  }

  /// The column that counts the children of that status.
  static String counter(ExecutionStatus status) {
    return switch (status) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case TIMED_OUT -> "timed_out";
      case ABORTED -> "aborted";
      case RUNNING -> throw new IllegalArgumentException("the child has not ended");
    };
  }

  // ---- the run

  static Operation<Boolean> append(Write.AppendMapInputs append) {
    long run = append.run().value();
    return session -> {
      Optional<MapRunRow> found = MapRunReads.row(session, append.run());
      if (found.isEmpty()
          || found.get().stage() != Stage.RUNNING
          || found.get().children().total() != append.from()
          || !append.worker().equals(found.get().owner())) {
        return false;
      }
      session.update(PUT_DEFINITION, append.definitionSha256(), append.definition());
      for (MapInput input : append.inputs()) {
        session.update(INSERT_INPUT, run, input.child(), input.items(), input.body());
      }
      session.update(
          READ,
          append.inputs().size(),
          append.itemsRead(),
          append.last(),
          append.definitionSha256(),
          append.last(),
          run);
      return true;
    };
  }

  static Operation<MapRunTurn> turn(Write.TurnMapRun turn) {
    return session -> {
      Optional<MapRunRow> found = MapRunReads.row(session, turn.run());
      if (found.isEmpty()) {
        return new MapRunTurn.Closed();
      }
      MapRunRow run = found.get();
      if (run.stage() == Stage.RUNNING && run.isExceeded()) {
        fail(
            session,
            run.id(),
            run.redrives(),
            "States.ExceedToleratedFailureThreshold",
            "The specified tolerated failure threshold was exceeded");
        run = MapRunReads.row(session, turn.run()).orElseThrow();
      }
      if (run.isDone()) {
        return end(session, run, turn.worker());
      }
      return switch (run.stage()) {
        case RUNNING -> new MapRunTurn.Start(claim(session, run, turn));
        case REDRIVEN ->
            run.children().running() > 0
                ? new MapRunTurn.Stop(running(session, run.id()))
                : redriven(session, run, turn);
        case FAILING, SUCCEEDED, FAILED, ABORTED ->
            run.children().running() > 0
                ? new MapRunTurn.Stop(running(session, run.id()))
                : new MapRunTurn.Closed();
      };
    };
  }

  private static MapRunTurn redriven(Session session, MapRunRow run, Write.TurnMapRun turn)
      throws SQLException {
    if (!MapRunRedrive.advance(session, run, turn.worker())) {
      return new MapRunTurn.More();
    }
    MapRunRow running = MapRunReads.row(session, run.id()).orElseThrow();
    return running.isDone()
        ? end(session, running, turn.worker())
        : new MapRunTurn.Start(claim(session, running, turn));
  }

  private static MapRunTurn end(Session session, MapRunRow run, WorkerId worker)
      throws SQLException {
    if (run.owner() != null && !run.owner().equals(worker)) {
      return new MapRunTurn.Start(List.of());
    }
    session.update("UPDATE map_runs SET owner = ? WHERE run = ?", worker.value(), run.id().value());
    return new MapRunTurn.End();
  }

  private static List<MapInput> claim(Session session, MapRunRow run, Write.TurnMapRun turn)
      throws SQLException {
    int most = run.limits().maxConcurrency();
    long allowed = most == 0 ? CHILDREN_AT_ONCE : Math.min(most, CHILDREN_AT_ONCE);
    long room = Math.min(turn.limit(), allowed - run.children().running());
    if (room <= 0) {
      return List.of();
    }
    List<MapInput> inputs = session.list(FREE_INPUTS, MapRunTable::input, run.id().value(), room);
    long items = 0;
    long again = 0;
    long itemsAgain = 0;
    for (MapInput input : inputs) {
      items += input.items();
      if (input.earlier() != null) {
        again++;
        itemsAgain += input.items();
      }
    }
    if (!inputs.isEmpty()) {
      session.update(
          "UPDATE map_inputs SET owner = ? WHERE run = ? AND owner IS NULL AND child <= ?",
          turn.worker().value(),
          run.id().value(),
          inputs.getLast().child());
      session.update(
          """
          UPDATE map_runs SET running = running + ?, items_running = items_running + ?,
            pending_redrive = pending_redrive - ?,
            items_pending_redrive = items_pending_redrive - ?
          WHERE run = ?
          """,
          inputs.size(),
          items,
          again,
          itemsAgain,
          run.id().value());
    }
    return inputs;
  }

  private static MapInput input(ResultSet row) throws SQLException {
    return new MapInput(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getObject(4) == null ? null : new RowId(row.getLong(4)));
  }

  private static List<RowId> running(Session session, MapRunId run) throws SQLException {
    return session.list(
        RUNNING_CHILDREN, row -> new RowId(row.getLong(1)), run.value(), STOPPED_AT_ONCE);
  }

  static Operation<Boolean> fail(Write.FailMapRun fail) {
    return session -> fail(session, fail.run(), fail.redrives(), fail.error(), fail.cause());
  }

  private static boolean fail(
      Session session, MapRunId run, int redrives, String error, @Nullable String cause)
      throws SQLException {
    return session.update(FAIL, error, cause, run.value(), redrives) == 1;
  }

  static Operation<Optional<RowId>> close(Write.CloseMapRun close) {
    long run = close.run().value();
    return session -> {
      Optional<MapRunRow> found = MapRunReads.row(session, close.run());
      boolean succeeded = close.end() instanceof Event.TaskSucceeded;
      int changed =
          session.update(
              CLOSE,
              (succeeded ? Stage.SUCCEEDED : Stage.FAILED).code(),
              close.now().toEpochMilli(),
              close.resultsWritten(),
              run,
              close.redrives());
      if (found.isEmpty() || changed == 0) {
        return Optional.empty();
      }
      MapRunRedrive.giveBack(session, run);
      RowId parent = found.get().parent();
      return InboxTable.put(session, parent.value(), close.end(), close.worker())
          ? Optional.of(parent)
          : Optional.empty();
    };
  }

  static Operation<Boolean> update(Write.UpdateMapRun update) {
    return session ->
        session.update(
                """
                UPDATE map_runs SET max_concurrency = COALESCE(?, max_concurrency),
                  tolerated_count = COALESCE(?, tolerated_count),
                  tolerated_percentage = COALESCE(?, tolerated_percentage)
                WHERE run = ? AND status = 0
                """,
                update.maxConcurrency(),
                update.toleratedCount(),
                update.toleratedPercentage(),
                update.run().value())
            == 1;
  }

  /// Gives what a worker had in hand to others: children that it had not stored are started by
  /// whoever comes first, and what it was reading or ending is the heir's.
  static void inherit(Session session, WorkerId gone, WorkerId heir) throws SQLException {
    session.update(
        """
        UPDATE map_runs SET running = running - lost.children,
          items_running = items_running - lost.items,
          open = CASE WHEN stop_ms IS NULL THEN open ELSE running > lost.children END,
          pending_redrive = pending_redrive + lost.again,
          items_pending_redrive = items_pending_redrive + lost.items_again
        FROM (SELECT run AS of_run, COUNT(*) AS children, SUM(items) AS items,
            COUNT(earlier) AS again,
            SUM(CASE WHEN earlier IS NULL THEN 0 ELSE items END) AS items_again
          FROM map_inputs WHERE owner = ? GROUP BY run) AS lost
        WHERE run = of_run
        """,
        gone.value());
    session.update("UPDATE map_inputs SET owner = NULL WHERE owner = ?", gone.value());
    MapRunRedrive.giveBackEnded(session, "open = ?", 1);
    session.update("UPDATE map_runs SET owner = ? WHERE owner = ?", heir.value(), gone.value());
  }

  /// Forgets the runs of an execution that is removed, and that an execution was a child.
  static void remove(Session session, long row) throws SQLException {
    session.update("DELETE FROM map_children WHERE row_id = ?", row);
    session.update(
        "DELETE FROM map_children WHERE run IN (SELECT run FROM map_runs WHERE row_id = ?)", row);
    session.update(
        "DELETE FROM map_inputs WHERE run IN (SELECT run FROM map_runs WHERE row_id = ?)", row);
    session.update("DELETE FROM map_runs WHERE row_id = ?", row);
  }
}
