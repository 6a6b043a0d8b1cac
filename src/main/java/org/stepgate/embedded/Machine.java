package org.stepgate.embedded;

import java.time.Instant;
import org.stepgate.asl.StateMachine;
import org.stepgate.workflow.MachineDescription;
import org.stepgate.workflow.MachineType;

/// A state machine that executions can be started of.
///
/// @param description what the port tells of it
/// @param definition the definition, parsed
record Machine(MachineDescription description, StateMachine definition) {
  String name() {
    return description.name();
  }

  boolean express() {
    return description.type() == MachineType.EXPRESS;
  }

  Instant creationTime() {
    return description.creationTime();
  }
}
