package org.stepgate.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.Command;
import org.stepgate.engine.ExecutionCodec;
import org.stepgate.engine.Frame;
import org.stepgate.engine.FrameId;
import org.stepgate.engine.Payload;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;

/// The rows that one commit adds beside that of its execution.
///
/// - `frames`: `row_id`, `frame` (its number), `body`.
/// - `results`: `row_id`, `parent` (the number of the frame), `sequence` and `ordinal` (the commit
///   and the place within it), `body`. The key keeps the results of a frame together and in order.
/// - `timers`: see [TimerTable]; `tasks`: see [TaskTable]; `payloads`: see [PayloadForm].
final class Parts {
  private static final String PUT_FRAME =
      """
      INSERT INTO frames (row_id, frame, body) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET body = excluded.body
      """;

  private static final String INSERT_RESULT =
      """
      INSERT INTO results (row_id, parent, sequence, ordinal, body) VALUES (?, ?, ?, ?, ?)
      """;

  private record FrameText(long frame, String body) {}

  private record ResultText(long parent, String body) {}

  private record PayloadText(long payload, String body) {}

  private record MapRunText(Command.StartMapRun command, String plan) {}

  private record TaskText(TaskRow task, String body) {}

  private final List<FrameText> frames = new ArrayList<>();
  private final List<ResultText> results = new ArrayList<>();
  private final List<PayloadText> payloads = new ArrayList<>();
  private final List<TimerRow> timers = new ArrayList<>();
  private final List<TaskText> tasks = new ArrayList<>();
  private final List<MapRunText> mapRuns = new ArrayList<>();
  private final List<Command.RedriveMapRun> redriven = new ArrayList<>();

  private Parts() {}

  /// Makes the texts. Of an execution that is closed only the payloads are kept, and, when it can
  /// be redriven, frames and results.
  static Parts of(Advance advance, List<TimerRow> timers, List<TaskRow> tasks) {
    var parts = new Parts();
    boolean closed = advance.header().status().isClosed();
    advance.newPayloads().forEach(parts::withPayload);
    if (closed && !advance.header().resumable()) {
      return parts;
    }
    for (Frame frame : advance.changedFrames()) {
      parts.frames.add(new FrameText(frame.id().number(), ExecutionCodec.write(frame)));
    }
    for (ChildResult result : advance.results()) {
      parts.results.add(new ResultText(result.parent().number(), ExecutionCodec.write(result)));
    }
    if (closed) {
      return parts;
    }
    parts.timers.addAll(timers);
    for (Command command : advance.commands()) {
      if (command instanceof Command.StartMapRun run) {
        parts.mapRuns.add(new MapRunText(run, ExecutionCodec.write(run.plan())));
      } else if (command instanceof Command.RedriveMapRun run) {
        parts.redriven.add(run);
      }
    }
    for (TaskRow task : tasks) {
      Command.StartTask command = task.command();
      parts.tasks.add(
          new TaskText(
              task,
              command.isActivity()
                  ? PayloadForm.write(command.arguments()).toString()
                  : Forms.write(command)));
    }
    return parts;
  }

  /// Adds a payload, if it is one that is stored on its own.
  Parts withPayload(Payload payload) {
    if (payload.id() != 0) {
      payloads.add(new PayloadText(payload.id(), payload.text()));
    }
    return this;
  }

  void insert(Session session, long row, long sequence, WorkerId worker) throws SQLException {
    for (PayloadText payload : payloads) {
      PayloadForm.insert(session, row, payload.payload, payload.body);
    }
    for (FrameText frame : frames) {
      session.update(PUT_FRAME, row, frame.frame, frame.body);
    }
    int ordinal = 0;
    for (ResultText result : results) {
      session.update(INSERT_RESULT, row, result.parent, sequence, ordinal, result.body);
      ordinal++;
    }
    for (TimerRow timer : timers) {
      TimerTable.put(session, row, timer);
    }
    for (MapRunText run : mapRuns) {
      MapRunTable.start(session, row, run.command, run.plan, worker);
    }
    for (Command.RedriveMapRun run : redriven) {
      MapRunRedrive.begin(session, row, run);
    }
    for (TaskText text : tasks) {
      Command.StartTask task = text.task.command();
      NewApproval approval = text.task.approval();
      if (approval != null) {
        ApprovalTable.ask(session, row, task.task(), approval);
      } else if (task.isActivity()) {
        ActivityTable.offer(session, row, task, text.body);
      } else {
        TaskTable.put(session, row, text.task, text.body);
      }
      if (task.token() != null) {
        TokenTable.put(session, row, task.task(), task.token());
      }
    }
  }

  /// Deletes what an update says is gone, and tells which children were stopped by that.
  static List<RowId> delete(Session session, long row, Write.Update update) throws SQLException {
    deleteFrames(session, row, update.advance());
    for (TimerId timer : update.timersGone()) {
      session.update("DELETE FROM timers WHERE row_id = ? AND timer = ?", row, timer.number());
    }
    for (TaskId task : update.tasksGone()) {
      session.update("DELETE FROM tasks WHERE row_id = ? AND task = ?", row, task.number());
    }
    InboxTable.remove(session, update.messages().taken());
    var stopped = new ArrayList<RowId>();
    for (TaskId task : update.messages().ended()) {
      TokenTable.end(session, row, task);
      ActivityTable.withdraw(session, row, task);
      stopped.addAll(InboxTable.stopChildren(session, row, task, update.worker()));
    }
    if (!update.advance().events().isEmpty()) {
      Instant now = update.advance().events().getLast().timestamp();
      for (TaskId task : update.messages().ended()) {
        MapRunTable.over(session, row, task, now);
        ApprovalTable.over(session, row, task, now);
      }
    }
    return stopped;
  }

  private static void deleteFrames(Session session, long row, Advance advance) throws SQLException {
    for (FrameId frame : advance.removedFrames()) {
      session.update("DELETE FROM frames WHERE row_id = ? AND frame = ?", row, frame.number());
      session.update("DELETE FROM results WHERE row_id = ? AND parent = ?", row, frame.number());
    }
  }

  /// Deletes all that only a running execution has, and tells which children were stopped by that.
  static List<RowId> deleteAll(Session session, long row, Write.Update update) throws SQLException {
    if (update.advance().header().resumable()) {
      deleteFrames(session, row, update.advance());
    } else {
      session.update("DELETE FROM frames WHERE row_id = ?", row);
      session.update("DELETE FROM results WHERE row_id = ?", row);
    }
    session.update("DELETE FROM timers WHERE row_id = ?", row);
    session.update("DELETE FROM tasks WHERE row_id = ?", row);
    session.update("DELETE FROM inbox WHERE row_id = ?", row);
    TokenTable.endAll(session, row);
    ActivityTable.withdrawAll(session, row);
    Instant stopped = update.advance().header().stopTime();
    if (stopped != null) {
      ApprovalTable.overAll(session, row, stopped);
    }
    return InboxTable.stopChildren(session, row, update.worker());
  }
}
