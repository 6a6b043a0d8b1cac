package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// CreateStateMachineAlias.
///
/// @param account the account that asks
/// @param name the name of the alias, which is no number
/// @param description its description
/// @param routing one or two versions of one machine, with weights that give 100
public record CreateAlias(
    String account, String name, @Nullable String description, List<VersionWeight> routing) {
  /// Copies the list.
  public CreateAlias {
    routing = List.copyOf(routing);
  }
}
