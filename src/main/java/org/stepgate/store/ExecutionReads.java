package org.stepgate.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.ExecutionCodec;
import org.stepgate.engine.Frame;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.Payload;
import org.stepgate.workflow.ExecutionPage;
import org.stepgate.workflow.ExecutionQuery;

/// Reads executions and their histories. What is written where: [ExecutionTable].
final class ExecutionReads {
  private static final String SELECT =
      """
      SELECT row_id, machine, name, sequence, start, header FROM executions
      """;

  private static final String EVENTS_UP =
      """
      SELECT body FROM history WHERE row_id = ?1 AND last_event >= ?2 AND first_event >= COALESCE(
        (SELECT MAX(first_event) FROM history WHERE row_id = ?1 AND first_event <= ?2), 0)
      ORDER BY first_event
      """;

  private static final String EVENTS_DOWN =
      """
      SELECT body FROM history WHERE row_id = ? AND first_event <= ? ORDER BY first_event DESC
      """;

  private ExecutionReads() {}

  static Optional<StoredExecution> load(Session session, RowId row) throws SQLException {
    return session.first(
        SELECT + "WHERE row_id = ?", result -> withFrames(session, result), row.value());
  }

  /// An execution without frames and results.
  static Optional<StoredExecution> summary(Session session, RowId row) throws SQLException {
    return session.first(
        SELECT + "WHERE row_id = ?",
        result -> read(session, result, List.of(), List.of()),
        row.value());
  }

  /// An execution by its name, without frames and results. Asks one statement, and payloads while
  /// that is open.
  static Optional<StoredExecution> summary(Session session, String machine, String name)
      throws SQLException {
    return session.first(
        SELECT + ExecutionTable.BY_NAME,
        result -> read(session, result, List.of(), List.of()),
        ExecutionTable.nameHash(machine, name),
        machine,
        name);
  }

  private static StoredExecution withFrames(Session session, ResultSet result) throws SQLException {
    long row = result.getLong(1);
    LongFunction<Payload> payloads = PayloadForm.finder(session, row);
    var frames =
        session.list(
            "SELECT body FROM frames WHERE row_id = ? ORDER BY frame",
            frame -> ExecutionCodec.readFrame(frame.getString(1), payloads),
            row);
    var results =
        session.list(
            "SELECT body FROM results WHERE row_id = ? ORDER BY parent, sequence, ordinal",
            one -> ExecutionCodec.readResult(one.getString(1), payloads),
            row);
    return read(session, result, frames, results);
  }

  private static StoredExecution read(
      Session session, ResultSet result, List<Frame> frames, List<ChildResult> results)
      throws SQLException {
    long row = result.getLong(1);
    LongFunction<Payload> payloads = PayloadForm.finder(session, row);
    return new StoredExecution(
        new RowId(row),
        result.getLong(4),
        Forms.readStart(result.getString(2), result.getString(3), result.getString(5), payloads),
        ExecutionCodec.readHeader(result.getString(6), payloads),
        frames,
        results);
  }

  static Map<RowId, ExecutionVersion> versions(Session session, Collection<RowId> rows)
      throws SQLException {
    var versions = new HashMap<RowId, ExecutionVersion>();
    for (RowId row : rows) {
      session
          .first(
              "SELECT sequence, status FROM executions WHERE row_id = ?",
              result ->
                  new ExecutionVersion(result.getLong(1), StatusCode.status(result.getInt(2))),
              row.value())
          .ifPresent(version -> versions.put(row, version));
    }
    return versions;
  }

  /// Whether a running execution holds a text: inputs stand in its start when they are small, among
  /// its payloads else, as does everything that later states made of them.
  static boolean isHeld(Session session, String text) throws SQLException {
    return session.number(
            """
            SELECT EXISTS (
              SELECT 1 FROM executions
              WHERE status = 0 AND status <> 1 AND instr(start, ?) > 0
            ) OR EXISTS (
              SELECT 1 FROM executions JOIN payloads USING (row_id)
              WHERE status = 0 AND status <> 1 AND instr(body, ?) > 0
            )\
            """,
            text,
            text)
        == 1;
  }

  /// Executions, newest first. The token of a page is the id of the last row on it.
  static ExecutionPage list(Session session, ExecutionQuery query, @Nullable String startedWith)
      throws SQLException {
    var sql = new StringBuilder(SELECT).append("WHERE row_id < ?");
    var parameters = new ArrayList<@Nullable Object>();
    parameters.add(firstRow(query.pageToken()));
    if (query.machine() != null) {
      sql.append(" AND machine = ?");
      parameters.add(query.machine());
    }
    if (startedWith != null) {
      sql.append(" AND ? IN (start ->> '$.versionArn', start ->> '$.aliasArn')");
      parameters.add(startedWith);
    }
    if (query.status() != null) {
      // SUCCEEDED is not in the index by status, as most executions succeed.
      int code = StatusCode.of(Descriptions.status(query.status()));
      sql.append(code == 1 ? " AND status = 1" : " AND status = ? AND status <> 1");
      if (code != 1) {
        parameters.add(code);
      }
    }
    Instant since = query.since();
    if (since != null) {
      sql.append(" AND row_id >= ? AND start ->> '$.startMillis' >= ?");
      parameters.add(since.toEpochMilli() * ExecutionTable.IDS_PER_MILLISECOND);
      parameters.add(ceilingMillis(since));
    }
    sql.append(" ORDER BY row_id DESC LIMIT ?");
    parameters.add(query.maxResults() + 1);
    List<StoredExecution> found =
        session.list(
            sql.toString(),
            result -> read(session, result, List.of(), List.of()),
            parameters.toArray());
    boolean more = found.size() > query.maxResults();
    List<StoredExecution> page = more ? found.subList(0, query.maxResults()) : found;
    return new ExecutionPage(
        page.stream().map(Descriptions::of).toList(),
        more ? Long.toString(page.getLast().row().value(), Character.MAX_RADIX) : null);
  }

  private static long firstRow(@Nullable String pageToken) {
    if (pageToken == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(pageToken, Character.MAX_RADIX);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a page token", e);
    }
  }

  private static long ceilingMillis(Instant moment) {
    long millis = moment.toEpochMilli();
    return moment.isAfter(Instant.ofEpochMilli(millis)) ? millis + 1 : millis;
  }

  /// Up to `limit` events beginning with the id `from`, rising or falling.
  static List<HistoryEvent> history(
      Session session, RowId row, long from, int limit, boolean reverse) throws SQLException {
    LongFunction<Payload> payloads = PayloadForm.finder(session, row.value());
    var events = new ArrayList<HistoryEvent>();
    if (!reverse) {
      addFirst(session, row, from, limit, false, payloads, events);
    }
    if (events.size() < limit) {
      // Rows are read one by one, and only until the page is full.
      session.each(
          reverse ? EVENTS_DOWN : EVENTS_UP,
          result -> {
            addEvents(result.getString(1), from, limit, reverse, payloads, events);
            return events.size() < limit;
          },
          row.value(),
          from);
    }
    if (reverse && events.size() < limit) {
      addFirst(session, row, from, limit, true, payloads, events);
    }
    return events;
  }

  private static void addFirst(
      Session session,
      RowId row,
      long from,
      int limit,
      boolean reverse,
      LongFunction<Payload> payloads,
      List<HistoryEvent> events)
      throws SQLException {
    Optional<String> first =
        session.first(
            "SELECT first_events FROM executions WHERE row_id = ?",
            result -> result.getString(1),
            row.value());
    if (first.isPresent()) {
      addEvents(first.get(), from, limit, reverse, payloads, events);
    }
  }

  private static void addEvents(
      String text,
      long from,
      int limit,
      boolean reverse,
      LongFunction<Payload> payloads,
      List<HistoryEvent> events) {
    List<HistoryEvent> read = ExecutionCodec.readEvents(text, payloads);
    for (HistoryEvent event : reverse ? read.reversed() : read) {
      boolean wanted = reverse ? event.id() <= from : event.id() >= from;
      if (wanted && events.size() < limit) {
        events.add(event);
      }
    }
  }

  /// How many executions of a bound run, counting no further than that; only those of rows after
  /// one number and up to another.
  static int running(Session session, StartBound bound, long after, long upTo) throws SQLException {
    Set<String> routes = bound.routes();
    var parameters = new ArrayList<Object>(List.of(after, upTo, bound.issuer(), bound.subject()));
    parameters.addAll(routes);
    parameters.add(bound.atMost());
    String ofRoutes =
        routes.isEmpty()
            ? ""
            : "AND start ->> '$.route' IN (" + "?, ".repeat(routes.size() - 1) + "?)";
    return (int)
        session.number(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM executions
              WHERE status = 0 AND status <> 1 AND row_id > ? AND row_id <= ?
                AND start ->> '$.caller' ->> '$.issuer' = ?
                AND start ->> '$.caller' ->> '$.subject' = ?
                AND start -> '$.parent' IS NULL AND start -> '$.mapChild' IS NULL %s
              LIMIT ?)
            """
                .formatted(ofRoutes),
            parameters.toArray());
  }
}
