package org.stepgate.store;

/// The input of a child that is still to be started.
///
/// @param child the number of the child
/// @param items how many items it has
/// @param body its JSON text
public record MapInput(long child, long items, String body) {}
