package org.stepgate.workflow;

import org.jspecify.annotations.Nullable;

/// PublishStateMachineVersion.
///
/// @param account the account that asks
/// @param machineArn the ARN of the machine, unqualified
/// @param revisionId the revision that has to be in force, `INITIAL` for that of the creation; null
///   for any
/// @param description the description of the version
public record PublishVersion(
    String account, String machineArn, @Nullable String revisionId, @Nullable String description) {}
