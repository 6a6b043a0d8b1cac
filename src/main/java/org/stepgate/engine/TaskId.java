package org.stepgate.engine;

/// A task attempt within its execution.
///
/// @param number 1 or more, unique within the execution and rising
public record TaskId(long number) {}
