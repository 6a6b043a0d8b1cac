package org.stepgate.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The last redrive of an execution.
///
/// @param count how many there were with it, 1 or more
/// @param time when it was
/// @param token what the request for it is recognised by, null when it had nothing
public record Redrive(int count, Instant time, @Nullable String token) {}
