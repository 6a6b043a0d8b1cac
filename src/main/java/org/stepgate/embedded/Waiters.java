package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.stepgate.store.RowId;

/// Who waits in this worker for the end of stored executions.
///
/// Threads: safe for use by any.
final class Waiters {
  private final Map<RowId, List<CountDownLatch>> waiting = new HashMap<>();
  private boolean ended;

  /// Begins to wait. The caller looks at the execution's status after this, so that no end is
  /// missed, and calls [#leave] in the end.
  synchronized CountDownLatch join(RowId row) {
    if (ended) {
      return new CountDownLatch(0);
    }
    var latch = new CountDownLatch(1);
    waiting.computeIfAbsent(row, _ -> new ArrayList<>(1)).add(latch);
    return latch;
  }

  /// Ends a wait that [#join] began.
  synchronized void leave(RowId row, CountDownLatch latch) {
    List<CountDownLatch> latches = waiting.get(row);
    if (latches != null && latches.remove(latch) && latches.isEmpty()) {
      waiting.remove(row);
    }
  }

  /// Wakes all who wait for that execution.
  synchronized void closed(RowId row) {
    List<CountDownLatch> latches = waiting.remove(row);
    if (latches != null) {
      latches.forEach(CountDownLatch::countDown);
    }
  }

  /// Wakes everybody; nobody waits any more from now on.
  synchronized void endAll() {
    ended = true;
    waiting.values().forEach(latches -> latches.forEach(CountDownLatch::countDown));
    waiting.clear();
  }

  /// The executions that somebody waits for.
  synchronized Set<RowId> rows() {
    return Set.copyOf(waiting.keySet());
  }
}
