package org.stepgate.workflow;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The runs of distributed Map states and their child executions.
///
/// Operations throw [WorkflowException] with `ResourceNotFound` for a run that does not exist, and
/// [BackendException] when the engine is away. Whether the caller may use the account of an ARN is
/// for the transport to say.
public interface MapRuns {
  /// The run of that ARN.
  MapRunDescription describe(StatesArn.MapRun run);

  /// The runs that an execution has started, newest first.
  ///
  /// @throws WorkflowException `ExecutionDoesNotExist`, or `InvalidToken` for a page token that is
  ///   none
  Page<MapRunDescription> list(StatesArn.Execution parent, PageRequest page);

  /// Changes a run while it runs. Durable when this returns; it takes effect with the next child
  /// that starts or ends.
  ///
  /// @throws WorkflowException `ValidationException` when the run has ended, or a value is out of
  ///   its range
  /// @throws InterruptedException when interrupted; the run may have been changed
  void update(MapRunUpdate request) throws InterruptedException;

  /// The children of a run, newest first: ListExecutions by `mapRunArn`.
  ///
  /// @param status only those of this status; null for all
  /// @throws WorkflowException `InvalidToken` for a page token that is none
  Page<Child> children(StatesArn.MapRun run, @Nullable ExecutionStatus status, PageRequest page);

  /// The child execution of an ARN that has a label; empty when there is none. Its history, its end
  /// and its definition are those of [Workflows] for the id in its description.
  ///
  /// @param child a [StatesArn.Execution] or [StatesArn.ExpressExecution]
  Optional<Child> child(StatesArn child);

  /// A child execution of a map run.
  ///
  /// @param description the execution, whose ARNs have the label of the Map state
  /// @param mapRunArn the run that started it
  /// @param itemCount how many items it has, more than one with an ItemBatcher
  record Child(ExecutionDescription description, String mapRunArn, long itemCount) {}
}
