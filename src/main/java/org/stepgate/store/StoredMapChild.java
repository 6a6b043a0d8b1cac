package org.stepgate.store;

/// A child of a map run.
///
/// @param child which one it is
/// @param execution the execution, without frames
public record StoredMapChild(MapChild child, StoredExecution execution) {}
