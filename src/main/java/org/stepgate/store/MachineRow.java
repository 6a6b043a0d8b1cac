package org.stepgate.store;

import java.time.Instant;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineType;

/// A state machine.
///
/// @param id account and name, unique
/// @param type its type, which never changes
/// @param revision the revision in force
/// @param creationTime when it was first defined
/// @param fromFiles true when it comes from the configuration's files, false when it was made
///   through the API
/// @param lastVersion the number of the version that was published last; 0 for none
/// @param sequence the number to hand to [Write.ChangeMachine]; of no meaning in what is written
public record MachineRow(
    MachineId id,
    MachineType type,
    MachineRevision revision,
    Instant creationTime,
    boolean fromFiles,
    long lastVersion,
    long sequence) {}
