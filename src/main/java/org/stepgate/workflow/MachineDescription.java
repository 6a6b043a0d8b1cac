package org.stepgate.workflow;

import java.time.Instant;

/// A state machine.
///
/// @param name its name
/// @param arn its ARN
/// @param type its type
/// @param definition the text of its definition, in JSON
/// @param definitionSha256 the SHA-256 of that text, in lower-case hexadecimal
/// @param creationTime when it was first defined
public record MachineDescription(
    String name,
    String arn,
    MachineType type,
    String definition,
    String definitionSha256,
    Instant creationTime) {}
