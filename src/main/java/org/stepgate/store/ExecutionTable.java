package org.stepgate.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.digest.Sha256;
import org.stepgate.engine.Advance;
import org.stepgate.engine.ExecutionCodec;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.HistoryEventType;
import org.stepgate.engine.Payload;
import org.stepgate.engine.TaskId;

/// Writes executions and looks up their names.
///
/// Table `executions`, one row each:
///
/// - `row_id`: 16 times the start time in milliseconds, or one more than the largest so far when
///   that is more. So the order of ids is that of creation, an execution started at T has an id of
///   at least 16 T, and lists need no index by time.
/// - `machine` (see [org.stepgate.workflow.MachineId]), `name`, and `name_hash`, 64 bits of SHA-256
///   over both: a short key for the index, as names are random. Uniqueness is checked within the
///   transaction.
/// - `status`: see [StatusCode]; `sequence`: 1 after creation, one more with each commit.
/// - `stop_ms`: when it ended.
/// - `continued_by`: the worker that has to bring [org.stepgate.engine.Event.Continued].
/// - `start`: [Forms]; `header`: [ExecutionCodec].
/// - `last_event`: id of the last history event.
/// - `first_events`: the history events of the first commit. Those of later commits are in the
///   table `history`, one row per commit: `row_id`, `first_event`, `last_event`, `body`.
///
/// Table `tombstones`: names of executions that were removed.
final class ExecutionTable {
  static final int IDS_PER_MILLISECOND = 16;

  /// Left to itself, SQLite may take the index by machine, and look at all executions of one.
  static final String BY_NAME =
      """
      INDEXED BY executions_by_name WHERE name_hash = ?1 AND machine = ?2 AND name = ?3
      """;

  private static final String NAME =
      """
      SELECT row_id, start ->> '$.fingerprint', status FROM executions %s
      UNION ALL
      SELECT NULL, fingerprint, status FROM tombstones
      WHERE name_hash = ?1 AND machine = ?2 AND name = ?3
      """
          .formatted(BY_NAME);

  private static final String INSERT =
      """
      INSERT INTO executions (row_id, machine, name, name_hash, status, sequence, stop_ms,
        continued_by, start, header, last_event, first_events)
      VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
      """;

  private static final String UPDATE =
      """
      UPDATE executions SET status = ?, sequence = sequence + 1, stop_ms = ?, continued_by = ?,
        header = ?, last_event = ?
      WHERE row_id = ? AND sequence = ?
      """;

  private static final String INSERT_HISTORY =
      """
      INSERT INTO history (row_id, first_event, last_event, body) VALUES (?, ?, ?, ?)
      """;

  private ExecutionTable() {}

  /// What of a header and its events is stored, made before the transaction. A heartbeat has no
  /// events.
  private record Row(
      int status,
      @Nullable Long stopMillis,
      @Nullable Long continuedBy,
      String header,
      long lastEvent,
      String events) {
    static Row of(Advance advance, WorkerId worker) {
      ExecutionHeader header = advance.header();
      Instant stop = header.stopTime();
      return new Row(
          StatusCode.of(header.status()),
          stop == null ? null : stop.toEpochMilli(),
          advance.more() ? worker.value() : null,
          ExecutionCodec.write(header),
          header.nextEventId() - 1,
          advance.events().isEmpty() ? "" : ExecutionCodec.write(advance.events()));
    }
  }

  static Operation<Write.CreateOutcome> create(Write.Create create) {
    NewExecution start = create.start();
    String machine = start.machineId().toString();
    String name = start.identity().name();
    long nameHash = nameHash(machine, name);
    long lowestRow = start.identity().startTime().toEpochMilli() * IDS_PER_MILLISECOND;
    String startText = Forms.write(start);
    Row row = Row.of(create.first(), create.worker());
    Payload input = start.identity().input();
    boolean closed = create.first().header().status().isClosed();
    var parts = Parts.of(create.first(), create.timers(), create.tasks()).withPayload(input);
    ParentTask parent = start.parent();
    ParentTask waiting = parent != null && parent.waits() ? parent : null;
    MapChild mapChild = start.mapChild();
    return session -> {
      if (mapChild != null && start.identity().express()) {
        MapRunRedrive.replaceEarlier(session, mapChild);
      }
      Optional<NameEntry> taken = entry(session, machine, name, nameHash);
      if (taken.isPresent()) {
        return new Write.CreateOutcome.NameTaken(taken.get());
      }
      if (waiting != null && !TaskTable.exists(session, waiting.row(), waiting.task())) {
        return new Write.CreateOutcome.NotWanted();
      }
      for (StartBound bound : create.bounds()) {
        if (bound.isReached(session)) {
          return new Write.CreateOutcome.OverLimit();
        }
      }
      long last = session.number("SELECT COALESCE(MAX(row_id), 0) FROM executions");
      long id = Math.max(last + 1, lowestRow);
      session.update(
          INSERT,
          id,
          machine,
          name,
          nameHash,
          row.status,
          row.stopMillis,
          row.continuedBy,
          startText,
          row.header,
          row.lastEvent,
          row.events);
      parts.insert(session, id, 1, create.worker());
      if (mapChild != null) {
        MapRunTable.childStored(session, mapChild, id, start, create.first().header());
      }
      if (waiting != null && !closed) {
        InboxTable.addChild(session, waiting, id);
      }
      for (Notice notice : create.notices()) {
        InboxTable.put(session, notice.row().value(), notice.event(), create.worker());
      }
      OutboxTable.put(session, create.outgoing());
      return new Write.CreateOutcome.Created(new RowId(id), 1);
    };
  }

  static Operation<Write.UpdateOutcome> update(Write.Update update) {
    Advance advance = update.advance();
    long id = update.row().value();
    Row row = Row.of(advance, update.worker());
    boolean closed = advance.header().status().isClosed();
    var parts = Parts.of(advance, update.timersSet(), update.tasksSet());
    long next = update.expectedSequence() + 1;
    Write.Messages messages = update.messages();
    boolean redriven =
        !advance.events().isEmpty()
            && advance.events().getFirst().type() == HistoryEventType.ExecutionRedriven;
    return session -> {
      for (TaskId task : messages.ended()) {
        if (InboxTable.isUnread(session, id, task, messages.taken())) {
          return new Write.UpdateOutcome.Superseded();
        }
      }
      int changed =
          session.update(
              UPDATE,
              row.status,
              row.stopMillis,
              row.continuedBy,
              row.header,
              row.lastEvent,
              id,
              update.expectedSequence());
      if (changed == 0) {
        return new Write.UpdateOutcome.Superseded();
      }
      if (redriven) {
        MapRunRedrive.childGoesOn(session, id);
      }
      if (!advance.events().isEmpty()) {
        session.update(
            INSERT_HISTORY, id, advance.events().getFirst().id(), row.lastEvent, row.events);
      }
      List<RowId> stopped =
          closed ? Parts.deleteAll(session, id, update) : Parts.delete(session, id, update);
      if (closed) {
        MapRunTable.executionEnded(session, id, advance.header());
      }
      parts.insert(session, id, next, update.worker());
      Notice notice = messages.notice();
      if (notice != null) {
        InboxTable.put(session, notice.row().value(), notice.event(), update.worker());
      }
      OutboxTable.put(session, messages.outgoing());
      return new Write.UpdateOutcome.Committed(next, stopped);
    };
  }

  /// Who has that name.
  static Optional<NameEntry> entry(Session session, String machine, String name)
      throws SQLException {
    return entry(session, machine, name, nameHash(machine, name));
  }

  private static Optional<NameEntry> entry(
      Session session, String machine, String name, long nameHash) throws SQLException {
    return session.first(NAME, ExecutionTable::readEntry, nameHash, machine, name);
  }

  private static NameEntry readEntry(ResultSet result) throws SQLException {
    long row = result.getLong(1);
    boolean tombstone = result.wasNull();
    String fingerprint = result.getString(2);
    var status = StatusCode.status(result.getInt(3));
    return tombstone
        ? new NameEntry.Tombstone(fingerprint, status)
        : new NameEntry.Present(new RowId(row), fingerprint, status);
  }

  static long nameHash(String machine, String name) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(machine.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) 0);
    return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
