package org.stepgate.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Lets executions go on that have failed, timed out or were stopped.
public interface Redrives {
  /// Asks for a redrive.
  ///
  /// @param id the execution
  /// @param clientToken recognises a repeated request: while the redrive that it began goes on, the
  ///   same token is answered as at first; null when the caller gives none
  record Redrive(ExecutionId id, @Nullable String clientToken) {}

  /// Lets an execution go on from the states that did not succeed, with the inputs that they had.
  /// What has succeeded is not repeated; retriers count anew. Durable when this returns.
  ///
  /// @return when it was redriven, in whole milliseconds
  /// @throws WorkflowException with `ExecutionDoesNotExist`, or `ExecutionNotRedrivable` and the
  ///   reason of [RedriveState#reason]
  /// @throws BackendException when the engine is away
  /// @throws InterruptedException when interrupted; the execution may have been redriven
  Instant redrive(Redrive request) throws InterruptedException;
}
