package org.stepgate.store;

import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Command;

/// A task attempt that is to be carried out, or is being carried out.
///
/// @param command what to call; arguments over [org.stepgate.engine.Payload#INLINE_BYTES] must be a
///   stored payload of the same execution
/// @param owner the worker that carries it out
/// @param process the process group of its command, as `ProcessGroup.text` gives it; null while
///   there is none
/// @param approval the question that people decide instead of a worker; null for none, and for
///   every task that is read
public record TaskRow(
    Command.StartTask command,
    WorkerId owner,
    @Nullable String process,
    @Nullable NewApproval approval) {
  /// A task that no people decide.
  public TaskRow(Command.StartTask command, WorkerId owner, @Nullable String process) {
    this(command, owner, process, null);
  }

  /// A task that has not been started yet.
  public static TaskRow of(Command.StartTask command, WorkerId owner) {
    return new TaskRow(command, owner, null);
  }
}
