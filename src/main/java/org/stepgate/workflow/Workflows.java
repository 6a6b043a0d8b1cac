package org.stepgate.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operations of the Step Functions API that the rest of the program uses, on whichever engine.
///
/// Every call may throw [BackendException]. What a call reports as started or stopped is durable
/// when the call returns, but for an Express execution that ends while its own request waits.
public interface Workflows extends Redrives {
  /// Starts an execution, or finds the one of that name, and waits for its end.
  ///
  /// @throws InterruptedException when the wait is interrupted; the execution goes on
  RunOutcome run(RunRequest request) throws InterruptedException;

  /// The id that the execution of an ARN has, or would have; empty when the ARN is of another
  /// region.
  Optional<ExecutionId> locate(StatesArn.Execution arn);

  /// What is known of a name, without waiting.
  ///
  /// @param machine as in [RunRequest]
  NameLookup lookup(String machine, String name);

  /// The execution, empty when there is none.
  Optional<ExecutionDescription> describe(ExecutionId id);

  /// Waits until the execution is closed or the time is over, and describes it; empty when there is
  /// none.
  ///
  /// @throws InterruptedException when the wait is interrupted
  Optional<ExecutionDescription> await(ExecutionId id, Duration wait) throws InterruptedException;

  /// A page of the history; empty when there is no such execution.
  ///
  /// @param reverse true for the newest event first
  /// @param pageToken where to go on, null for the first page
  Optional<HistoryPage> history(
      ExecutionId id, boolean reverse, int maxResults, @Nullable String pageToken);

  /// The definition that the execution has had from its start; empty when there is none.
  Optional<MachineDescription> definition(ExecutionId id);

  /// A page of executions.
  ExecutionPage list(ExecutionQuery query);

  /// Ends an execution as ABORTED and describes it; one that is closed stays as it is. Empty when
  /// there is none.
  ///
  /// @throws InterruptedException when interrupted; the execution may have been stopped
  Optional<ExecutionDescription> stop(
      ExecutionId id, @Nullable String error, @Nullable String cause) throws InterruptedException;

  /// All state machines of the configuration's account, by name.
  List<MachineDescription> machines();

  /// The state machine of that name in the configuration's account.
  Optional<MachineDescription> machine(String name);
}
