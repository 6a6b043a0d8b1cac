package org.stepgate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A published version of a machine.
///
/// @param number its number, 1 or more
/// @param description its description; null for none
/// @param creationTime when it was published, in whole milliseconds
/// @param revision what it keeps
public record VersionRow(
    long number, @Nullable String description, Instant creationTime, MachineRevision revision) {}
