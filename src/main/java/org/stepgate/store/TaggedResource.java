package org.stepgate.store;

import org.stepgate.workflow.MachineId;

/// Something that can have tags.
///
/// @param text `stateMachine:` or `activity:` and a name, with the account and `/` before the name
///   when it is another than the configuration's
public record TaggedResource(String text) {
  /// A state machine.
  public static TaggedResource machine(MachineId id) {
    return new TaggedResource("stateMachine:" + id);
  }

  /// An activity.
  ///
  /// @param id account and name of the activity
  public static TaggedResource activity(MachineId id) {
    return new TaggedResource("activity:" + id);
  }
}
