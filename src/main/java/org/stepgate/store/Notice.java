package org.stepgate.store;

import org.stepgate.engine.Event;

/// An event for an execution that runs, to be put into its inbox.
///
/// @param row the execution
/// @param event one that [EventForm] can store
public record Notice(RowId row, Event event) {}
