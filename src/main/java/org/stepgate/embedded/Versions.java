package org.stepgate.embedded;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.embedded.MachineLedger.Decision;
import org.stepgate.store.AliasRow;
import org.stepgate.store.MachineChange;
import org.stepgate.store.MachineRow;
import org.stepgate.store.Store;
import org.stepgate.store.VersionRow;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.VersionSummary;
import org.stepgate.workflow.WorkflowException;

/// The operations on versions of machines.
final class Versions {
  private static final String KIND = "version";
  private static final String INITIAL = "INITIAL";
  private static final int MOST = 1_000;

  private final MachineLedger ledger;
  private final Store store;

  Versions(MachineLedger ledger) {
    this.ledger = ledger;
    this.store = ledger.store();
  }

  /// The ARN of a machine of the account, without a qualifier.
  ///
  /// @throws WorkflowException `InvalidArn`; `StateMachineDoesNotExist` for a version or an alias
  StatesArn.Machine unqualified(String account, String machineArn) {
    StatesArn.Machine arn = StatesArn.machine(machineArn);
    if (arn.qualifier() != null || arn.label() != null || !ledger.isOwn(account, arn)) {
      throw WorkflowException.noSuchMachine(machineArn);
    }
    return arn;
  }

  /// The ARN of a version.
  String arn(MachineRow machine, VersionRow version) {
    return ledger.arns().qualified(machine.id(), Long.toString(version.number()));
  }

  /// The version of that number.
  Optional<VersionRow> find(MachineRow machine, String number) {
    return store.version(machine.id(), Long.parseLong(number));
  }

  /// The version that was published of the machine's revision. Only the newest one can be: an
  /// update makes another revision.
  Optional<VersionRow> ofRevision(MachineRow machine) {
    return store.versions(machine.id(), Long.MAX_VALUE, 1).stream()
        .filter(version -> version.revision().equals(machine.revision()))
        .findFirst();
  }

  /// The version that comes next.
  ///
  /// @throws WorkflowException `ServiceQuotaExceededException` when there are too many
  VersionRow next(MachineRow machine, @Nullable String description, Instant now) {
    if (machine.lastVersion() >= MOST
        && store.versions(machine.id(), Long.MAX_VALUE, MOST).size() == MOST) {
      throw new WorkflowException(
          "ServiceQuotaExceededException",
          "A state machine has at most " + MOST + " versions: delete one that is not used");
    }
    return new VersionRow(machine.lastVersion() + 1, description, now, machine.revision());
  }

  /// PublishStateMachineVersion.
  VersionSummary publish(PublishVersion request) throws InterruptedException {
    StatesArn.Machine arn = unqualified(request.account(), request.machineArn());
    return ledger.change(
        ledger.arns().id(arn), found -> published(MachineLedger.existing(found, arn), request));
  }

  private Decision<VersionSummary> published(MachineRow row, PublishVersion request) {
    MachineLedger.changeable(row);
    String inForce = row.revision().id() == null ? INITIAL : row.revision().id();
    String asked = request.revisionId();
    if (asked != null && !asked.equals(inForce)) {
      throw WorkflowException.conflict(
          "The revision '" + asked + "' is not in force; it is '" + inForce + "'");
    }
    Optional<VersionRow> known = ofRevision(row);
    if (known.isPresent()) {
      return Decision.none(summary(row, known.get()));
    }
    VersionRow version = next(row, request.description(), ledger.now());
    return new Decision<>(summary(row, version), List.of(new MachineChange.Publish(version)));
  }

  private VersionSummary summary(MachineRow machine, VersionRow version) {
    return new VersionSummary(arn(machine, version), version.creationTime());
  }

  /// ListStateMachineVersions.
  Page<VersionSummary> list(String account, String machineArn, PageRequest page) {
    MachineRow row = ledger.existing(account, unqualified(account, machineArn));
    long below = below(PageTokens.after(page, KIND, Long.toString(Long.MAX_VALUE)));
    return PageTokens.page(
        store.versions(row.id(), below, page.size() + 1),
        page,
        KIND,
        version -> Long.toString(version.number()),
        version -> summary(row, version));
  }

  private static long below(String key) {
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException e) {
      throw WorkflowException.invalidToken();
    }
  }

  /// DeleteStateMachineVersion.
  void delete(String account, String versionArn) throws InterruptedException {
    StatesArn.Machine arn = StatesArn.machine(versionArn);
    String qualifier = arn.qualifier();
    if (qualifier == null || !StatesArn.isVersion(qualifier)) {
      throw WorkflowException.invalidArn(versionArn);
    }
    if (ledger.isOwn(account, arn)) {
      MachineId id = ledger.arns().id(arn);
      ledger.change(
          id,
          found ->
              found.isEmpty()
                  ? Decision.none(false)
                  : deleted(found.get(), Long.parseLong(qualifier)));
    }
  }

  private Decision<Boolean> deleted(MachineRow row, long number) {
    MachineLedger.changeable(row);
    List<String> referring =
        store.aliases(row.id()).stream()
            .filter(alias -> alias.routes().stream().anyMatch(route -> route.version() == number))
            .map(AliasRow::name)
            .toList();
    if (!referring.isEmpty()) {
      throw WorkflowException.conflict(
          "Version to be deleted must not be referenced by an alias. Current list of aliases"
              + " referencing this version: "
              + referring);
    }
    return store.version(row.id(), number).isEmpty()
        ? Decision.none(false)
        : new Decision<>(true, List.of(new MachineChange.RemoveVersion(number)));
  }
}
