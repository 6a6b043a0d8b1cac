package org.stepgate.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.stepgate.store.MachineChange;
import org.stepgate.store.MachineRow;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.Write;
import org.stepgate.workflow.BackendException;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// Reads and changes the machines of the store on behalf of an account.
///
/// A change is decided from what was read and written only if the machine is still as it was; else
/// it is decided again.
///
/// Threads: safe for use by any.
final class MachineLedger {
  private static final int ATTEMPTS = 100;

  private final Store store;
  private final Arns arns;
  private final StoreClock clock;

  /// What to change of a machine, and what to answer once that is done.
  ///
  /// @param <T> the answer
  /// @param changes none when all is as it should be
  record Decision<T>(T answer, List<MachineChange> changes) {
    static <T> Decision<T> none(T answer) {
      return new Decision<>(answer, List.of());
    }
  }

  /// Decides what to change.
  interface Decider<T> {
    /// What to change of the machine, and what to answer.
    ///
    /// @param found the machine as it is; empty when there is none
    Decision<T> decide(Optional<MachineRow> found);
  }

  MachineLedger(Store store, Arns arns, StoreClock clock) {
    this.store = store;
    this.arns = arns;
    this.clock = clock;
  }

  Store store() {
    return store;
  }

  Arns arns() {
    return arns;
  }

  /// Now, in whole milliseconds.
  Instant now() {
    return clock.wall().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The machine of an ARN, if the account may know of it and there is such a machine.
  ///
  /// @throws WorkflowException `StateMachineDoesNotExist`
  MachineRow existing(String account, StatesArn.Machine arn) {
    return isOwn(account, arn)
        ? existing(store.machine(arns.id(arn)), arn)
        : existing(Optional.empty(), arn);
  }

  /// @throws WorkflowException `StateMachineDoesNotExist` when there is none
  static MachineRow existing(Optional<MachineRow> found, StatesArn.Machine arn) {
    return found.orElseThrow(() -> WorkflowException.noSuchMachine(arn.toString()));
  }

  /// Whether something that the ARN names can be of this account and on this server.
  boolean isOwn(String account, StatesArn arn) {
    return arns.isHere(arn) && arn.account().equals(account);
  }

  /// @throws WorkflowException `AccessDeniedException` for a machine from files
  static MachineRow changeable(MachineRow row) {
    if (row.fromFiles()) {
      throw WorkflowException.accessDenied(
          "The state machine '"
              + row.id().name()
              + "' comes from the configuration and can only be changed there");
    }
    return row;
  }

  /// Changes a machine as `decider` says, which is asked again when another writer was faster.
  <T> T change(MachineId machine, Decider<T> decider) throws InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<MachineRow> found = store.machine(machine);
      Decision<T> decision = decider.decide(found);
      if (decision.changes().isEmpty()) {
        return decision.answer();
      }
      long sequence = found.map(MachineRow::sequence).orElse(0L);
      var write = new Write.ChangeMachine(machine, sequence, decision.changes());
      if (Futures.get(store.write(write))) {
        return decision.answer();
      }
    }
    throw new BackendException(
        EmbeddedEngine.NAME, true, "the machine " + machine + " is changed all the time", null);
  }
}
