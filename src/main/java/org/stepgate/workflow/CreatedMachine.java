package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The answer to [CreateMachine].
///
/// @param arn the machine's ARN
/// @param creationTime when it was made, also when an earlier, equal request made it
/// @param versionArn the ARN of the version that was published; null for none
public record CreatedMachine(String arn, Instant creationTime, @Nullable String versionArn) {}
