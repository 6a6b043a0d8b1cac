package org.stepgate.embedded;

import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.MachineType;

/// A state machine from files that executions can be started of.
///
/// @param description what the port tells of it
record Machine(MachineDescription description) {
  String name() {
    return description.name();
  }

  boolean express() {
    return description.type() == MachineType.EXPRESS;
  }

  String definitionSha256() {
    return description.definitionSha256();
  }
}
