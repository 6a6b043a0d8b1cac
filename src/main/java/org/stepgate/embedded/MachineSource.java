package org.stepgate.embedded;

import org.stepgate.workflow.MachineType;

/// A state machine as the configuration has it.
///
/// @param name its name
/// @param type its type
/// @param definition the text of its definition, in JSON
public record MachineSource(String name, MachineType type, String definition) {}
