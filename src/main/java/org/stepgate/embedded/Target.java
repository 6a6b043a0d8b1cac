package org.stepgate.embedded;

import org.stepgate.asl.StateMachine;
import org.stepgate.store.MachineOrigin;
import org.stepgate.workflow.MachineId;

/// What an execution is to be started of: a machine, or a version of it.
///
/// @param machine the machine
/// @param express whether it is an EXPRESS machine
/// @param roleArn the role of the execution
/// @param definitionSha256 the hash of the definition
/// @param definition the definition, parsed
/// @param origin what the execution keeps of the machine
record Target(
    MachineId machine,
    boolean express,
    String roleArn,
    String definitionSha256,
    StateMachine definition,
    MachineOrigin origin) {}
