package org.stepgate.workflow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An alias, as DescribeStateMachineAlias shows it.
///
/// @param arn its ARN
/// @param name its name
/// @param description its description; null for none
/// @param routing the versions to which it routes
/// @param creationTime when it was made
/// @param updateTime when it was changed last, or made
public record AliasDetail(
    String arn,
    String name,
    @Nullable String description,
    List<VersionWeight> routing,
    Instant creationTime,
    Instant updateTime) {
  /// Copies the list.
  public AliasDetail {
    routing = List.copyOf(routing);
  }
}
