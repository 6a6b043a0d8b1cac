package org.stepgate.config;

import org.stepgate.workflow.MachineType;

/// A state machine of the configuration.
///
/// @param name its name: that of its file, unless `machines` says otherwise
/// @param type key `type`
/// @param definition the text of its definition, in JSON
public record MachineConfig(String name, MachineType type, String definition) {}
