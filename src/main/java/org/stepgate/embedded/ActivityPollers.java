package org.stepgate.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/// Who waits in this worker for work of activities, those who came first before the others.
///
/// Threads: safe for use by any.
final class ActivityPollers {
  private final Map<String, Deque<CountDownLatch>> waiting = new HashMap<>();

  /// Begins to wait. The caller looks for work after this, so that none is missed, and calls
  /// [#leave] in the end.
  synchronized CountDownLatch join(String activityArn) {
    var latch = new CountDownLatch(1);
    waiting.computeIfAbsent(activityArn, _ -> new ArrayDeque<>()).add(latch);
    return latch;
  }

  /// Ends a wait that [#join] began.
  synchronized void leave(String activityArn, CountDownLatch latch) {
    Deque<CountDownLatch> latches = waiting.get(activityArn);
    if (latches != null && latches.remove(latch) && latches.isEmpty()) {
      waiting.remove(activityArn);
    }
  }

  /// Wakes the one who has waited longest. When it finds more work than its own, it calls this
  /// again.
  synchronized void offered(String activityArn) {
    Deque<CountDownLatch> latches = waiting.get(activityArn);
    if (latches == null) {
      return;
    }
    latches.remove().countDown();
    if (latches.isEmpty()) {
      waiting.remove(activityArn);
    }
  }

  /// The activities that somebody waits for.
  synchronized Set<String> activities() {
    return Set.copyOf(waiting.keySet());
  }
}
