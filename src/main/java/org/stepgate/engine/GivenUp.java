package org.stepgate.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.stepgate.engine.Advance.ChildResult;

/// The frames that were taken away during one event because a state around them has failed. When
/// nothing catches the failure they are kept after all, for a redrive.
///
/// Threads: confined to one.
final class GivenUp {
  private record Entry(Frame frame, List<ChildResult> results) {}

  private final Map<FrameId, Entry> entries = new LinkedHashMap<>();

  /// Adds a frame and the results that it had from this event.
  void add(Frame frame, List<ChildResult> results) {
    entries.put(frame.id(), new Entry(frame.resting(), List.copyOf(results)));
  }

  /// Forgets all that is below a thread: its failure has been taken care of.
  ///
  /// @param parentOf the parents of the frames that are still there
  void forgetBelow(FrameId thread, Function<FrameId, FrameId> parentOf) {
    List<FrameId> below =
        entries.keySet().stream().filter(frame -> isBelow(frame, thread, parentOf)).toList();
    below.forEach(entries::remove);
  }

  private boolean isBelow(FrameId frame, FrameId thread, Function<FrameId, FrameId> parentOf) {
    FrameId each = frame;
    while (!each.equals(thread) && !each.equals(FrameId.ROOT)) {
      Entry entry = entries.get(each);
      each = entry == null ? parentOf.apply(each) : entry.frame().parent();
    }
    return each.equals(thread);
  }

  /// Gives each frame with its results.
  void forEach(BiConsumer<Frame, List<ChildResult>> taker) {
    entries.values().forEach(entry -> taker.accept(entry.frame(), entry.results()));
  }
}
