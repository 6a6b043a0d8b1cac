package org.stepgate.store;

/// A task of some execution.
///
/// @param row its execution
/// @param task the task
public record StoredTask(RowId row, TaskRow task) {}
