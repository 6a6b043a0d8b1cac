package org.stepgate.store;

import java.time.Instant;
import org.stepgate.workflow.MachineType;

/// A machine in a list.
///
/// @param name its name
/// @param type its type
/// @param creationTime when it was first defined
public record MachineListing(String name, MachineType type, Instant creationTime) {}
