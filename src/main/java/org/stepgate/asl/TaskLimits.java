package org.stepgate.asl;

import org.jspecify.annotations.Nullable;

/// How long an attempt of a Task state may take.
///
/// @param timeoutSeconds how long it may run; null for the default of 99,999,999
/// @param heartbeatSeconds how long it may be silent; null for no limit
public record TaskLimits(
    @Nullable IntegerExpression timeoutSeconds, @Nullable IntegerExpression heartbeatSeconds) {}
