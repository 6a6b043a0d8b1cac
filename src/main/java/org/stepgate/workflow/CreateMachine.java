package org.stepgate.workflow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// CreateStateMachine.
///
/// @param account the account that makes it
/// @param name its name
/// @param definition the text of its definition
/// @param roleArn the role of its executions, kept and shown
/// @param type its type
/// @param settings logging, tracing, encryption
/// @param tags its tags
/// @param publish whether to publish its first revision as a version too
/// @param versionDescription the description of that version
public record CreateMachine(
    String account,
    String name,
    String definition,
    String roleArn,
    MachineType type,
    MachineSettings settings,
    List<Tag> tags,
    boolean publish,
    @Nullable String versionDescription) {
  /// Copies the tags.
  public CreateMachine {
    tags = List.copyOf(tags);
  }
}
