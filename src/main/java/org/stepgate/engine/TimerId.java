package org.stepgate.engine;

/// A timer within its execution.
///
/// @param number 1 or more, unique within the execution and rising
public record TimerId(long number) {}
