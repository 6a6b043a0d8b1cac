package org.stepgate.store;

import org.stepgate.engine.TaskId;

/// The task of another execution that started an execution.
///
/// @param row the parent
/// @param task its task
/// @param reply what the parent is told when the execution ends
public record ParentTask(RowId row, TaskId task, Reply reply) {
  /// What a parent is told of the end of its child.
  public enum Reply {
    /// Nothing: its task ended when the child was started.
    NONE,
    /// The description, with input and output as JSON texts.
    TEXT,
    /// The description, with input and output as JSON values.
    JSON
  }

  /// True when the parent waits for the end of its child.
  public boolean waits() {
    return reply != Reply.NONE;
  }
}
