package org.stepgate.store;

import java.time.Instant;

/// A message that leaves the pool once the commit that it belongs to is durable.
///
/// @param id names the message; the receiver recognises a repetition by it
/// @param target the name of a configured target, or a URL
/// @param body the text that is sent
/// @param created when it was made
public record OutgoingMessage(String id, String target, String body, Instant created) {}
