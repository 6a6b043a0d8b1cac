package org.stepgate.store;

import java.util.List;
import org.stepgate.workflow.Tag;

/// One of the changes of a machine that are made together.
public sealed interface MachineChange {
  /// What it does, in a few words that stay the same.
  default String summary() {
    return switch (this) {
      case Define define -> "define " + define.machine().revision().definitionSha256();
      case Remove() -> "remove";
      case SetTags(var tags) -> "tag " + String.join(",", tags.stream().map(Tag::key).toList());
      case Publish publish -> "publish " + publish.version().number();
      case RemoveVersion(long number) -> "remove version " + number;
      case PutAlias alias -> "alias " + alias.alias().name();
      case RemoveAlias(String name) -> "remove alias " + name;
    };
  }

  /// Adds or replaces the machine itself.
  ///
  /// @param definition the text of its definition
  record Define(MachineRow machine, String definition) implements MachineChange {}

  /// Removes the machine with its versions, aliases and tags; executions keep its definition.
  record Remove() implements MachineChange {}

  /// Sets tags of the machine.
  record SetTags(List<Tag> tags) implements MachineChange {
    /// Copies the list.
    public SetTags {
      tags = List.copyOf(tags);
    }
  }

  /// Adds a version, whose number becomes the machine's last one.
  record Publish(VersionRow version) implements MachineChange {}

  /// Removes a version.
  record RemoveVersion(long number) implements MachineChange {}

  /// Adds or replaces an alias.
  record PutAlias(AliasRow alias) implements MachineChange {}

  /// Removes an alias.
  record RemoveAlias(String name) implements MachineChange {}
}
