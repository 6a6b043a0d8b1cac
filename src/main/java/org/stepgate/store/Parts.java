package org.stepgate.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.stepgate.engine.Advance;
import org.stepgate.engine.Advance.ChildResult;
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

  private record TaskText(TaskRow task, String body) {}

  private final List<FrameText> frames = new ArrayList<>();
  private final List<ResultText> results = new ArrayList<>();
  private final List<PayloadText> payloads = new ArrayList<>();
  private final List<TimerRow> timers = new ArrayList<>();
  private final List<TaskText> tasks = new ArrayList<>();

  private Parts() {}

  /// Makes the texts. Of an execution that is closed only the payloads are kept.
  static Parts of(Advance advance, boolean closed, List<TimerRow> timers, List<TaskRow> tasks) {
    var parts = new Parts();
    advance.newPayloads().forEach(parts::withPayload);
    if (closed) {
      return parts;
    }
    for (Frame frame : advance.changedFrames()) {
      parts.frames.add(new FrameText(frame.id().number(), ExecutionCodec.write(frame)));
    }
    for (ChildResult result : advance.results()) {
      parts.results.add(new ResultText(result.parent().number(), ExecutionCodec.write(result)));
    }
    parts.timers.addAll(timers);
    for (TaskRow task : tasks) {
      parts.tasks.add(new TaskText(task, Forms.write(task.command())));
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

  void insert(Session session, long row, long sequence) throws SQLException {
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
    for (TaskText task : tasks) {
      TaskTable.put(session, row, task.task, task.body);
    }
  }

  /// Deletes what an update says is gone.
  static void delete(Session session, long row, Write.Update update) throws SQLException {
    for (FrameId frame : update.advance().removedFrames()) {
      session.update("DELETE FROM frames WHERE row_id = ? AND frame = ?", row, frame.number());
      session.update("DELETE FROM results WHERE row_id = ? AND parent = ?", row, frame.number());
    }
    for (TimerId timer : update.timersGone()) {
      session.update("DELETE FROM timers WHERE row_id = ? AND timer = ?", row, timer.number());
    }
    for (TaskId task : update.tasksGone()) {
      session.update("DELETE FROM tasks WHERE row_id = ? AND task = ?", row, task.number());
    }
  }

  /// Deletes all that only a running execution has.
  static void deleteAll(Session session, long row) throws SQLException {
    session.update("DELETE FROM frames WHERE row_id = ?", row);
    session.update("DELETE FROM results WHERE row_id = ?", row);
    session.update("DELETE FROM timers WHERE row_id = ?", row);
    session.update("DELETE FROM tasks WHERE row_id = ?", row);
  }
}
