package org.stepgate.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Advance;
import org.stepgate.engine.TaskId;
import org.stepgate.engine.TimerId;
import org.stepgate.store.TaskRow;
import org.stepgate.store.TimerRow;

/// What an execution that is only in memory was answered so far, and the timers and tasks that it
/// has: all that would have to be stored.
///
/// Threads: confined to one at a time.
final class Unstored {
  private @Nullable Advance advance;
  private final Map<TimerId, TimerRow> timers = new HashMap<>();
  private final Map<TaskId, TaskRow> tasks = new HashMap<>();
  private final Map<TimerId, TimerQueue.Timer> queued = new HashMap<>();

  /// Adds an answer and what it means for timers and tasks.
  void add(Advance answer, Changes changes) {
    advance = advance == null ? answer : Advance.merge(advance, answer);
    changes.timersGone().forEach(timers::remove);
    changes.tasksGone().forEach(tasks::remove);
    changes.timersSet().forEach(timer -> timers.put(timer.timer(), timer));
    changes.tasksSet().forEach(task -> tasks.put(task.command().task(), task));
  }

  /// All answers as one, null when there are none.
  @Nullable Advance advance() {
    return advance;
  }

  /// The timers that are set.
  List<TimerRow> timers() {
    return List.copyOf(timers.values());
  }

  /// Takes note of how a timer can be cancelled.
  void queued(TimerId timer, TimerQueue.Timer inQueue) {
    queued.put(timer, inQueue);
  }

  /// Cancels a timer, if it is set.
  void cancel(TimerId timer, Shell shell) {
    TimerQueue.Timer inQueue = queued.remove(timer);
    if (inQueue != null) {
      shell.cancel(inQueue);
    }
  }

  /// Cancels all timers.
  void cancelTimers(Shell shell) {
    queued.values().forEach(shell::cancel);
    queued.clear();
  }

  /// The tasks that run.
  List<TaskRow> tasks() {
    return List.copyOf(tasks.values());
  }

  /// The ids of the tasks that run.
  Set<TaskId> taskIds() {
    return Set.copyOf(tasks.keySet());
  }
}
