package org.stepgate.embedded;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stepgate.engine.HistoryEvent;
import org.stepgate.engine.HistoryEventType;

/// What holds of every history.
final class HistoryRules {
  private static final Set<String> TASK_ENDS =
      Set.of(
          "TaskSucceeded",
          "TaskFailed",
          "TaskTimedOut",
          "ActivitySucceeded",
          "ActivityFailed",
          "ActivityTimedOut");

  private HistoryRules() {}

  /// What is wrong with a history; empty when nothing is.
  static Optional<String> broken(List<HistoryEvent> events, boolean closed) {
    Map<Long, HistoryEvent> byId = new HashMap<>();
    Set<Long> endedTasks = new HashSet<>();
    Map<String, Integer> open = new HashMap<>();
    HistoryEvent before = null;
    for (HistoryEvent event : events) {
      String type = event.type().name();
      if (event.id() != (before == null ? 1 : before.id() + 1)) {
        return wrong(event, "is not the next");
      }
      if (event.previousId() >= event.id()
          || (event.previousId() != 0 && !byId.containsKey(event.previousId()))) {
        return wrong(event, "follows one that is not there");
      }
      if ((before == null) != (event.type() == HistoryEventType.ExecutionStarted)) {
        return wrong(event, "is where it cannot be");
      }
      if (before != null
          && before.type().isTerminal() != (event.type() == HistoryEventType.ExecutionRedriven)) {
        return wrong(event, "comes after " + before.type());
      }
      if (before != null && event.timestamp().isBefore(before.timestamp())) {
        return wrong(event, "is older than the one before it");
      }
      if (TASK_ENDS.contains(type)) {
        HistoryEvent scheduled = event;
        while (!scheduled.type().name().endsWith("Scheduled")) {
          HistoryEvent earlier = byId.get(scheduled.previousId());
          if (earlier == null || !ofOneTask(earlier.type().name())) {
            return wrong(event, "ends a task that was not scheduled");
          }
          scheduled = earlier;
        }
        if (!endedTasks.add(scheduled.id())) {
          return wrong(event, "ends a task a second time");
        }
      }
      if (type.endsWith("StateEntered")) {
        open.merge(type.replace("StateEntered", ""), 1, Integer::sum);
      } else if (type.endsWith("StateExited")
          && open.merge(type.replace("StateExited", ""), -1, Integer::sum) < 0) {
        return wrong(event, "leaves a state that was not entered");
      }
      byId.put(event.id(), event);
      before = event;
    }
    if (before == null || before.type().isTerminal() != closed) {
      return Optional.of("the history does not end as its execution does");
    }
    return Optional.empty();
  }

  private static boolean ofOneTask(String type) {
    return type.endsWith("Scheduled") || type.endsWith("Started") || type.endsWith("Submitted");
  }

  private static Optional<String> wrong(HistoryEvent event, String what) {
    return Optional.of("event " + event.id() + " " + event.type() + " " + what);
  }
}
