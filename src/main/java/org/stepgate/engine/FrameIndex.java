package org.stepgate.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the frames of an execution by the task or timer that they wait for, by their parent, and
/// those that go on by themselves, without looking at the others.
///
/// Threads: confined to one at a time.
final class FrameIndex {
  private final Map<TaskId, FrameId> tasks = new HashMap<>();
  private final Map<TimerId, FrameId> timers = new HashMap<>();
  private final Map<FrameId, Set<FrameId>> children = new HashMap<>();
  private final NavigableSet<Long> runnable = new TreeSet<>();

  /// Takes note that a frame has come, changed or gone.
  void replace(@Nullable Frame before, @Nullable Frame after) {
    if (before != null) {
      forget(before, after == null);
    }
    if (after != null) {
      note(after, before == null);
    }
  }

  /// The frame that waits for the task, null for none.
  @Nullable FrameId waitingFor(TaskId task) {
    return tasks.get(task);
  }

  /// The frame that waits for the timer, null for none.
  @Nullable FrameId waitingFor(TimerId timer) {
    return timers.get(timer);
  }

  /// The children of a fan, in no order.
  List<FrameId> children(FrameId parent) {
    return new ArrayList<>(children.getOrDefault(parent, Set.of()));
  }

  /// The numbers of the frames that go on by themselves; unmodifiable.
  NavigableSet<Long> runnable() {
    return Collections.unmodifiableNavigableSet(runnable);
  }

  private void note(Frame frame, boolean isNew) {
    if (frame.task() != null) {
      tasks.put(frame.task(), frame.id());
    }
    for (TimerId timer : frame.timers()) {
      timers.put(timer, frame.id());
    }
    if (frame.isRunnable()) {
      runnable.add(frame.id().number());
    }
    if (isNew && !frame.id().equals(frame.parent())) {
      children.computeIfAbsent(frame.parent(), _ -> new HashSet<>()).add(frame.id());
    }
  }

  private void forget(Frame frame, boolean isGone) {
    if (frame.task() != null) {
      tasks.remove(frame.task());
    }
    for (TimerId timer : frame.timers()) {
      timers.remove(timer);
    }
    runnable.remove(frame.id().number());
    if (isGone) {
      Set<FrameId> siblings = children.get(frame.parent());
      if (siblings != null && siblings.remove(frame.id()) && siblings.isEmpty()) {
        children.remove(frame.parent());
      }
    }
  }
}
