package org.stepgate.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Advance.ChildResult;

/// Makes one advance of two that follow each other.
final class AdvanceMerger {
  private AdvanceMerger() {}

  static Advance merge(Advance earlier, Advance later) {
    Set<FrameId> removed = new LinkedHashSet<>(earlier.removedFrames());
    removed.addAll(later.removedFrames());
    Map<FrameId, Frame> frames = frames(earlier, later);
    return new Advance(
        later.header(),
        List.copyOf(frames.values()),
        List.copyOf(removed),
        joined(earlier.newPayloads(), later.newPayloads()),
        results(earlier, later, removed),
        joined(earlier.events(), later.events()),
        commands(earlier, later, frames),
        later.more());
  }

  /// The last form of each frame that is left. A frame that only the earlier advance made stays
  /// among the removed ones when the later one removes it: the store may hold an older form of it.
  private static Map<FrameId, Frame> frames(Advance earlier, Advance later) {
    Map<FrameId, Frame> frames = new LinkedHashMap<>();
    earlier.changedFrames().forEach(frame -> frames.put(frame.id(), frame));
    later.changedFrames().forEach(frame -> frames.put(frame.id(), frame));
    later.removedFrames().forEach(frames::remove);
    return frames;
  }

  private static List<ChildResult> results(Advance earlier, Advance later, Set<FrameId> removed) {
    var results = new ArrayList<ChildResult>();
    for (ChildResult result : joined(earlier.results(), later.results())) {
      if (!removed.contains(result.parent())) {
        results.add(result);
      }
    }
    return results;
  }

  /// What is still to be done. A task or timer of the earlier advance that has ended since, or that
  /// the later one gives up, is not asked for again.
  private static List<Command> commands(
      Advance earlier, Advance later, Map<FrameId, Frame> frames) {
    Map<Record, Command> commands = new LinkedHashMap<>();
    Set<Record> begun = new HashSet<>();
    for (Command command : earlier.commands()) {
      commands.put(subject(command), command);
      if (isBeginning(command)) {
        begun.add(subject(command));
      }
    }
    for (Frame frame : earlier.changedFrames()) {
      Set<Record> over = awaited(frame);
      over.removeAll(awaited(frames.get(frame.id())));
      over.retainAll(begun);
      over.forEach(commands::remove);
    }
    for (Command command : later.commands()) {
      if (begun.contains(subject(command))) {
        commands.remove(subject(command));
      } else {
        commands.put(subject(command), command);
      }
    }
    return List.copyOf(commands.values());
  }

  private static Set<Record> awaited(@Nullable Frame frame) {
    Set<Record> awaited = new HashSet<>();
    if (frame != null) {
      awaited.addAll(frame.timers());
      if (frame.task() != null) {
        awaited.add(frame.task());
      }
    }
    return awaited;
  }

  private static Record subject(Command command) {
    return switch (command) {
      case Command.StartTask start -> start.task();
      case Command.StartMapRun start -> start.run();
      case Command.RedriveMapRun(TaskId run, _) -> run;
      case Command.CancelTask(TaskId task) -> task;
      case Command.CancelMapRun(TaskId run) -> run;
      case Command.SetTimer(TimerId timer, _) -> timer;
      case Command.CancelTimer(TimerId timer) -> timer;
    };
  }

  private static boolean isBeginning(Command command) {
    return switch (command) {
      case Command.StartTask _,
          Command.StartMapRun _,
          Command.RedriveMapRun _,
          Command.SetTimer _ ->
          true;
      case Command.CancelTask _, Command.CancelMapRun _, Command.CancelTimer _ -> false;
    };
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    if (first.isEmpty()) {
      return second;
    }
    if (second.isEmpty()) {
      return first;
    }
    var joined = new ArrayList<T>(first.size() + second.size());
    joined.addAll(first);
    joined.addAll(second);
    return joined;
  }
}
