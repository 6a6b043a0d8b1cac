package org.stepgate.store;

/// A row of the table `map_runs`.
///
/// @param value 1 or more
public record MapRunId(long value) {}
