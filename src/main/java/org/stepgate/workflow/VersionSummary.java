package org.stepgate.workflow;

import java.time.Instant;

/// A published version.
///
/// @param arn the ARN of the version
/// @param creationTime when it was published
public record VersionSummary(String arn, Instant creationTime) {}
