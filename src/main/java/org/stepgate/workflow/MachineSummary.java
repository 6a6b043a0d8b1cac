package org.stepgate.workflow;

import java.time.Instant;

/// A state machine, as ListStateMachines shows it.
///
/// @param arn its ARN
/// @param name its name
/// @param type its type
/// @param creationTime when it was made
public record MachineSummary(String arn, String name, MachineType type, Instant creationTime) {}
