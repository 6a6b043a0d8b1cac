package org.stepgate.store;

import org.stepgate.engine.TaskId;

/// Names a task in the store.
///
/// @param row its execution
/// @param task which of its tasks
public record TaskKey(RowId row, TaskId task) {}
