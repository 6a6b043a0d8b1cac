package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// UpdateStateMachineAlias. What is null stays as it is.
///
/// @param account the account that asks
/// @param aliasArn the ARN of the alias
/// @param description the next description
/// @param routing one or two versions of the machine, with weights that give 100
public record UpdateAlias(
    String account,
    String aliasArn,
    @Nullable String description,
    @Nullable List<VersionWeight> routing) {
  /// Copies the list.
  public UpdateAlias {
    routing = routing == null ? null : List.copyOf(routing);
  }
}
