package org.stepgate.store;

/// Which child of a map run an execution is.
///
/// @param run the run
/// @param number its number, 0 for the first
/// @param items how many items it has
public record MapChild(MapRunId run, long number, long items) {}
