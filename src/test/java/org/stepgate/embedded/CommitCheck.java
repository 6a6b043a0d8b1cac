package org.stepgate.embedded;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.TaskId;
import org.stepgate.store.MemoryDatabase;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;

/// Looks at the database after each commit: what was committed stays as it is, and only the next
/// step is added to it.
final class CommitCheck {
  private static final List<String> EMPTY_AT_THE_END =
      List.of(
          "SELECT COUNT(*) FROM executions WHERE status = 0",
          "SELECT COUNT(*) FROM executions WHERE status <> 0 AND continued_by IS NOT NULL",
          "SELECT COUNT(*) FROM timers",
          "SELECT COUNT(*) FROM tasks",
          "SELECT COUNT(*) FROM inbox",
          "SELECT COUNT(*) FROM children",
          "SELECT COUNT(*) FROM activity_tasks",
          "SELECT COUNT(*) FROM map_runs WHERE open = 1",
          "SELECT COUNT(*) FROM map_inputs WHERE owner IS NOT NULL",
          "SELECT COUNT(*) FROM frames JOIN executions USING (row_id) WHERE status = 1");

  private final MemoryDatabase database;
  private final Store store;
  private final SimulatedLedger ledger;
  private final List<String> violations;
  private final Map<Long, Known> known = new HashMap<>();
  private final Set<String> startedTasks = new HashSet<>();
  private final StringBuilder all = new StringBuilder();

  /// What was seen of an execution.
  ///
  /// @param rows a hash over all rows of its history
  private record Known(long sequence, long lastEvent, long rows, int hash) {}

  CommitCheck(MemoryDatabase database, SimulatedLedger ledger, List<String> violations) {
    this.database = database;
    this.store = database.client().store();
    this.ledger = ledger;
    this.violations = violations;
  }

  /// Looks at what has changed.
  void look() {
    for (List<String> row :
        database.rows(
            "SELECT t.row_id, t.task, e.start ->> '$.arn' FROM tasks t JOIN executions e"
                + " USING (row_id)",
            3)) {
      if (startedTasks.add(row.get(0) + '#' + row.get(1))) {
        ledger.started(
            RunningTasks.idempotencyKey(row.get(2), new TaskId(Long.parseLong(row.get(1)))));
      }
    }
    int rows = 0;
    for (List<String> row :
        database.rows("SELECT row_id, sequence, last_event FROM executions", 3)) {
      long id = Long.parseLong(row.get(0));
      rows++;
      look(id, Long.parseLong(row.get(1)), Long.parseLong(row.get(2)));
    }
    if (rows < known.size()) {
      violations.add("an execution is gone that was committed");
    }
  }

  private void look(long row, long sequence, long lastEvent) {
    Known before = known.get(row);
    if (before != null && before.sequence == sequence) {
      return;
    }
    if (before == null) {
      String first = text("SELECT first_events FROM executions WHERE row_id = " + row);
      remember(first);
      before = new Known(0, first.isEmpty() ? 0 : firstCommit(row, lastEvent), 0, 1);
    }
    if (before.sequence > sequence) {
      violations.add("sequence number of " + row + " went back");
    }
    int hash = 1;
    long last = before.lastEvent;
    long count = 0;
    for (List<String> history :
        database.rows(
            "SELECT first_event, last_event, body FROM history WHERE row_id = "
                + row
                + " ORDER BY first_event",
            3)) {
      count++;
      if (count == before.rows + 1 && hash != before.hash) {
        violations.add("history of " + row + " was changed");
      }
      if (count > before.rows) {
        if (Long.parseLong(history.get(0)) != last + 1) {
          violations.add("history of " + row + " has a gap or an overlap after event " + last);
        }
        last = Long.parseLong(history.get(1));
        remember(history.get(2));
      }
      hash = 31 * hash + history.hashCode();
    }
    if (count < before.rows || (count == before.rows && hash != before.hash)) {
      violations.add("history of " + row + " was changed");
    }
    if (last != lastEvent) {
      violations.add("history of " + row + " ends with " + last + ", not " + lastEvent);
    }
    known.put(row, new Known(sequence, lastEvent, count, hash));
  }

  /// The last event of the first commit.
  private long firstCommit(long row, long lastEvent) {
    long next =
        database.number("SELECT COALESCE(MIN(first_event), 0) FROM history WHERE row_id = " + row);
    return next == 0 ? lastEvent : next - 1;
  }

  private String text(String sql) {
    return database.rows(sql, 1).getFirst().getFirst();
  }

  private void remember(String events) {
    ledger.committed(events);
    all.append(events).append('\n');
  }

  /// Whether a text stands in some committed event.
  boolean contains(String text) {
    return all.indexOf(text) >= 0;
  }

  /// When all is over: everything has ended, nothing is left over, all histories are whole.
  void checkEnd() {
    for (String query : EMPTY_AT_THE_END) {
      long left = database.number(query);
      if (left != 0) {
        violations.add(left + " left: " + query);
      }
    }
    for (List<String> row : database.rows("SELECT row_id, status FROM executions", 2)) {
      var id = new RowId(Long.parseLong(row.getFirst()));
      List<HistoryEvent> events = store.history(id, 1, 100_000, false);
      HistoryRules.broken(events, !row.get(1).equals("0"))
          .ifPresent(what -> violations.add("execution " + id.value() + ": " + what));
    }
  }
}
