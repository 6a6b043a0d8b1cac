package org.stepgate.store;

import org.stepgate.engine.ExecutionStatus;

/// How far an execution is.
///
/// @param sequence the number of its last commit, 1 for that of its creation
/// @param status how it stands
public record ExecutionVersion(long sequence, ExecutionStatus status) {}
