package org.stepgate.store;

import java.util.List;
import org.stepgate.engine.Advance.ChildResult;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.engine.Frame;

/// An execution as it was read: all that [org.stepgate.engine.Execution#restore] needs but for the
/// definition.
///
/// @param row its id
/// @param sequence the number to hand to [Write.Update]
/// @param start what is fixed of it
/// @param header what changes with every event
/// @param frames all its frames; none when it is closed
/// @param results all results of its frames, per frame in the order in which they came
public record StoredExecution(
    RowId row,
    long sequence,
    NewExecution start,
    ExecutionHeader header,
    List<Frame> frames,
    List<ChildResult> results) {
  /// Copies the lists.
  public StoredExecution {
    frames = List.copyOf(frames);
    results = List.copyOf(results);
  }
}
