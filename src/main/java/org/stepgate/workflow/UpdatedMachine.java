package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The answer to [UpdateMachine].
///
/// @param updateTime when it was updated
/// @param revisionId the revision that is in force now; null for that of the creation
/// @param versionArn the ARN of the version that was published; null for none
public record UpdatedMachine(
    Instant updateTime, @Nullable String revisionId, @Nullable String versionArn) {}
