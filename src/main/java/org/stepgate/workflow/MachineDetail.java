package org.stepgate.workflow;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A state machine, or a version of it, as DescribeStateMachine and
/// DescribeStateMachineForExecution show it. Its status is always ACTIVE: one that is deleted is
/// gone at once.
///
/// @param arn the ARN of the machine; that of the version when a version was asked for
/// @param name its name
/// @param type its type
/// @param definition the text of its definition
/// @param roleArn the role of its executions
/// @param settings logging, tracing, encryption
/// @param creationTime when the machine or the version was made
/// @param updateTime when the revision was made
/// @param revisionId the revision; null for that of the creation
/// @param description the description of the version; null when there is none
/// @param label of a distributed Map state, for the machine of a child execution; null otherwise
/// @param mapRunArn the map run that a child execution belongs to; null otherwise
/// @param variableReferences the variables that each state reads, by the state's name; without
///   states that read none
public record MachineDetail(
    String arn,
    String name,
    MachineType type,
    String definition,
    String roleArn,
    MachineSettings settings,
    Instant creationTime,
    Instant updateTime,
    @Nullable String revisionId,
    @Nullable String description,
    @Nullable String label,
    @Nullable String mapRunArn,
    SequencedMap<String, List<String>> variableReferences) {
  /// Copies the map.
  public MachineDetail {
    var copy = new LinkedHashMap<String, List<String>>();
    variableReferences.forEach((state, names) -> copy.put(state, List.copyOf(names)));
    variableReferences = Collections.unmodifiableSequencedMap(copy);
  }
}
