package org.stepgate.engine;

/// One thread of control within an execution: the machine, a branch of a Parallel state, or an
/// iteration of a Map state.
///
/// @param id unique within the execution
/// @param parent the frame whose state started this one; the root is its own parent
public record Frame(FrameId id, FrameId parent) {}
