package org.stepgate.store;

import org.stepgate.engine.Event;

/// An event that waits in the store to be applied to an execution.
///
/// @param number its number; messages of an execution are applied in rising order
/// @param event the event
public record InboxMessage(long number, Event event) {}
