package org.stepgate.engine;

import java.util.List;

/// What one event changes of an execution: everything the shell has to commit, in one transaction,
/// and then to do.
///
/// @param header the new header
/// @param changedFrames frames that are new or different
/// @param removedFrames frames that have ended
/// @param newPayloads payloads that now have an id and must be stored
/// @param results outputs of iterations and branches, appended to those of their frame
/// @param events new history events, in the order of their ids
/// @param commands what to do once all this is committed
/// @param more true when the step limit was reached: commit, then call again with [Event.Continued]
public record Advance(
    ExecutionHeader header,
    List<Frame> changedFrames,
    List<FrameId> removedFrames,
    List<Payload> newPayloads,
    List<ChildResult> results,
    List<HistoryEvent> events,
    List<Command> commands,
    boolean more) {
  /// Copies the lists.
  public Advance {
    changedFrames = List.copyOf(changedFrames);
    removedFrames = List.copyOf(removedFrames);
    newPayloads = List.copyOf(newPayloads);
    results = List.copyOf(results);
    events = List.copyOf(events);
    commands = List.copyOf(commands);
  }

  /// True when the event changed nothing, because it did not fit the execution's state.
  public boolean isEmpty() {
    return events.isEmpty() && changedFrames.isEmpty() && commands.isEmpty() && !more;
  }

  /// One advance that has the effect of two, the second of which was made after the first had been
  /// applied. Committing it is the same as committing both, but for what the second takes back: a
  /// frame that comes and goes leaves nothing but its history, and a task or timer of the first
  /// that has ended or was given up by the second is not asked for.
  ///
  /// Costs what the two hold; a shell that merges many keeps merging in order.
  public static Advance merge(Advance earlier, Advance later) {
    return AdvanceMerger.merge(earlier, later);
  }

  /// The output of one iteration or branch.
  ///
  /// @param parent the frame of the Map or Parallel state
  /// @param index the iteration or branch, 0 for the first
  public record ChildResult(FrameId parent, int index, Payload output) {}
}
