package org.stepgate.workflow;

/// ValidateStateMachineDefinition.
///
/// @param definition the text
/// @param type the type of the machine that it is meant for
/// @param severity the least severity to report
/// @param maxResults how many diagnostics at most, 0 for 100
public record ValidateDefinition(
    String definition, MachineType type, Diagnostic.Severity severity, int maxResults) {}
