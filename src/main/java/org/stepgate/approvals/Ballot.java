package org.stepgate.approvals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.principal.Principal;

/// What somebody wants to decide.
///
/// @param person who
/// @param approves true for yes
/// @param reason null for none
/// @param key the idempotency key of the request; null for none
/// @param time now
public record Ballot(
    Principal person,
    boolean approves,
    @Nullable String reason,
    @Nullable String key,
    Instant time) {}
