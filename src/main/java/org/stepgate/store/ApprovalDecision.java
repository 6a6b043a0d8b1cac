package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one person has decided of an approval.
///
/// @param issuer who vouches for the person
/// @param subject the person
/// @param time when
/// @param approves true for yes
/// @param groups the JSON text of the person's groups that count
/// @param reason null when none was given
/// @param key the idempotency key of the request; null when it had none
public record ApprovalDecision(
    String issuer,
    String subject,
    Instant time,
    boolean approves,
    String groups,
    @Nullable String reason,
    @Nullable String key) {}
