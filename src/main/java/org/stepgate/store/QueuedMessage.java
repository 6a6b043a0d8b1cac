package org.stepgate.store;

/// A message of the outbox that a worker has claimed.
///
/// @param number its number in the outbox
/// @param message the message
/// @param attempts how often it was tried before
public record QueuedMessage(long number, OutgoingMessage message, int attempts) {}
