package org.stepgate.embedded;

import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.stepgate.store.AliasRow;
import org.stepgate.store.MachineOrigin;
import org.stepgate.store.MachineRevision;
import org.stepgate.store.MachineRow;
import org.stepgate.store.Store;
import org.stepgate.store.VersionRow;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.StatesArn;

/// Finds what an execution is to be started of.
///
/// Machines from files are those that this worker has in force. Machines made through the API are
/// read from the store at each start, so that every worker sees a change at once; only their parsed
/// definitions are kept.
///
/// Threads: safe for use by any.
final class Targets {
  private static final int WHOLE = 100;

  private final Store store;
  private final Arns arns;
  private final Definitions definitions;
  private final IntUnaryOperator random;

  /// @param random gives a number from 0 to below its argument, each as likely
  Targets(Store store, Arns arns, Definitions definitions, IntUnaryOperator random) {
    this.store = store;
    this.arns = arns;
    this.definitions = definitions;
    this.random = random;
  }

  /// The machine that a name or an ARN stands for; empty when it cannot be one of this server.
  ///
  /// @throws org.stepgate.workflow.WorkflowException `InvalidArn` when an ARN is that of something
  ///   else
  Optional<MachineId> machine(String nameOrArn) {
    if (!isArn(nameOrArn)) {
      return ExecutionId.isName(nameOrArn)
          ? Optional.of(MachineId.ofHome(nameOrArn))
          : Optional.empty();
    }
    StatesArn.Machine arn = StatesArn.machine(nameOrArn);
    return arns.isHere(arn) ? Optional.of(arns.id(arn)) : Optional.empty();
  }

  /// What the name or the ARN of a machine, a version or an alias stands for now; an alias chooses
  /// one of its versions each time. Empty when there is none.
  ///
  /// @throws org.stepgate.workflow.WorkflowException `InvalidArn` when an ARN is that of something
  ///   else
  Optional<Target> find(String nameOrArn) {
    Optional<MachineId> id = machine(nameOrArn);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    String qualifier = isArn(nameOrArn) ? StatesArn.machine(nameOrArn).qualifier() : null;
    Machine fromFiles =
        id.get().account().isEmpty() ? definitions.machines().get(id.get().name()) : null;
    if (fromFiles != null) {
      return qualifier == null ? Optional.of(ofFiles(fromFiles)) : Optional.empty();
    }
    return store
        .machine(id.get())
        .filter(row -> !row.fromFiles())
        .flatMap(row -> qualified(row, qualifier));
  }

  private static boolean isArn(String text) {
    return text.startsWith("arn:");
  }

  private Target ofFiles(Machine machine) {
    return new Target(
        MachineId.ofHome(machine.name()),
        machine.express(),
        arns.role(),
        machine.definitionSha256(),
        definitions.pinned(machine.definitionSha256()),
        MachineOrigin.HOME);
  }

  private Optional<Target> qualified(MachineRow row, @Nullable String qualifier) {
    if (qualifier == null) {
      return Optional.of(target(row, row.revision(), null, null));
    }
    if (StatesArn.isVersion(qualifier)) {
      return store
          .version(row.id(), Long.parseLong(qualifier))
          .map(version -> target(row, version.revision(), version, null));
    }
    return store
        .alias(row.id(), qualifier)
        .flatMap(alias ->
            store
                .version(row.id(), choose(alias.routes(), random.applyAsInt(WHOLE)))
                .map(version -> target(row, version.revision(), version, alias)));
  }

  /// The version that a number from 0 to 99 falls to.
  static long choose(List<AliasRow.Route> routes, int percent) {
    AliasRow.Route first = routes.getFirst();
    return percent < first.weight() ? first.version() : routes.getLast().version();
  }

  private Target target(
      MachineRow row,
      MachineRevision revision,
      @Nullable VersionRow version,
      @Nullable AliasRow alias) {
    MachineId id = row.id();
    String role = revision.roleArn();
    return new Target(
        id,
        row.type() == MachineType.EXPRESS,
        role == null ? arns.role() : role,
        revision.definitionSha256(),
        definitions.pinned(revision.definitionSha256()),
        new MachineOrigin(
            id.account(),
            version == null ? null : arns.qualified(id, Long.toString(version.number())),
            alias == null ? null : arns.qualified(id, alias.name()),
            revision.id(),
            revision.time(),
            revision.settings()));
  }
}
