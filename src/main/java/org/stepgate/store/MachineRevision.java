package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.stepgate.workflow.MachineSettings;

/// What a machine is from one update to the next; a version keeps it.
///
/// @param id the revision's id; null for that of the creation
/// @param definitionSha256 the SHA-256 of the definition, in lower-case hexadecimal
/// @param roleArn the role of its executions; null for the engine's own
/// @param settings logging, tracing, encryption
/// @param time when it was made, in whole milliseconds
public record MachineRevision(
    @Nullable String id,
    String definitionSha256,
    @Nullable String roleArn,
    MachineSettings settings,
    Instant time) {}
