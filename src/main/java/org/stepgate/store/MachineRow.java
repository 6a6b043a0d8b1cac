package org.stepgate.store;

import java.time.Instant;
import org.stepgate.workflow.MachineType;

/// A state machine.
///
/// @param name its name, unique
/// @param arn its ARN
/// @param type its type
/// @param definitionSha256 the SHA-256 of its definition, in lower-case hexadecimal
/// @param definition the text of its definition
/// @param creationTime when it was first defined; kept when a machine of that name is put again
/// @param fromFiles true when it comes from the configuration's files, false when it was made
///   through the API
public record MachineRow(
    String name,
    String arn,
    MachineType type,
    String definitionSha256,
    String definition,
    Instant creationTime,
    boolean fromFiles) {}
