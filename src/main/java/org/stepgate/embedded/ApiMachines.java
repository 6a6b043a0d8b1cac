package org.stepgate.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DefinitionParser;
import org.stepgate.asl.VariableReferences;
import org.stepgate.digest.Sha256;
import org.stepgate.embedded.MachineLedger.Decision;
import org.stepgate.json.JsonReader;
import org.stepgate.store.MachineChange;
import org.stepgate.store.MachineOrigin;
import org.stepgate.store.MachineRevision;
import org.stepgate.store.MachineRow;
import org.stepgate.store.NameEntry;
import org.stepgate.store.NewExecution;
import org.stepgate.store.RowId;
import org.stepgate.store.Store;
import org.stepgate.store.StoreClock;
import org.stepgate.store.VersionRow;
import org.stepgate.workflow.AliasDetail;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.CreateMachine;
import org.stepgate.workflow.CreatedMachine;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineSummary;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.UpdateAlias;
import org.stepgate.workflow.UpdateMachine;
import org.stepgate.workflow.UpdatedMachine;
import org.stepgate.workflow.ValidateDefinition;
import org.stepgate.workflow.ValidationResult;
import org.stepgate.workflow.VersionSummary;
import org.stepgate.workflow.WorkflowException;

/// The operations on machines, over the store.
///
/// Threads: safe for use by any; calls block.
final class ApiMachines implements StateMachines {
  private static final String KIND = "machine";

  private final MachineLedger ledger;
  private final Store store;
  private final Arns arns;
  private final Versions versions;
  private final Aliases aliases;
  private final ResourceTags tags;

  ApiMachines(Store store, Arns arns, StoreClock clock) {
    this.store = store;
    this.arns = arns;
    this.ledger = new MachineLedger(store, arns, clock);
    this.versions = new Versions(ledger);
    this.aliases = new Aliases(ledger);
    this.tags = new ResourceTags(ledger);
  }

  // ---- machines

  @Override
  public CreatedMachine create(CreateMachine request) throws InterruptedException {
    MachineRules.requireName(request.name());
    MachineRules.requirePublished(request.publish(), request.versionDescription());
    MachineRules.require(request.settings());
    ResourceTags.require(request.tags());
    DefinitionCheck.require(request.definition(), request.type());
    var id = new MachineId(arns.owner(request.account()), request.name());
    return ledger.change(
        id,
        found ->
            found.isPresent() ? Decision.none(again(found.get(), request)) : created(id, request));
  }

  /// The answer to a request that has been made before.
  private CreatedMachine again(MachineRow row, CreateMachine request) {
    MachineRevision revision = row.revision();
    Optional<VersionRow> version = versions.ofRevision(row);
    boolean same =
        row.type() == request.type()
            && revision.definitionSha256().equals(Sha256.hex(request.definition()))
            && revision.settings().equals(request.settings())
            && (!request.publish() || version.filter(known -> isAsked(known, request)).isPresent());
    if (!same) {
      throw new WorkflowException(
          "StateMachineAlreadyExists",
          "State Machine Already Exists: '" + arns.machine(row.id()) + "'");
    }
    return new CreatedMachine(
        arns.machine(row.id()),
        row.creationTime(),
        request.publish() ? version.map(known -> versions.arn(row, known)).orElse(null) : null);
  }

  private static boolean isAsked(VersionRow version, CreateMachine request) {
    return Objects.equals(version.description(), request.versionDescription());
  }

  private Decision<CreatedMachine> created(MachineId id, CreateMachine request) {
    Instant now = ledger.now();
    var revision =
        new MachineRevision(
            null, Sha256.hex(request.definition()), request.roleArn(), request.settings(), now);
    var row = new MachineRow(id, request.type(), revision, now, false, 0, 0);
    var changes = new ArrayList<MachineChange>();
    changes.add(new MachineChange.Define(row, request.definition()));
    changes.add(new MachineChange.SetTags(request.tags()));
    @Nullable String versionArn = null;
    if (request.publish()) {
      VersionRow version = versions.next(row, request.versionDescription(), now);
      changes.add(new MachineChange.Publish(version));
      versionArn = versions.arn(row, version);
    }
    return new Decision<>(new CreatedMachine(arns.machine(id), now, versionArn), changes);
  }

  @Override
  public UpdatedMachine update(UpdateMachine request) throws InterruptedException {
    if (request.definition() == null
        && request.roleArn() == null
        && request.logging() == null
        && request.tracing() == null
        && request.encryption() == null) {
      throw new WorkflowException(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
    MachineRules.requirePublished(request.publish(), request.versionDescription());
    StatesArn.Machine arn = versions.unqualified(request.account(), request.machineArn());
    return ledger.change(
        arns.id(arn), found -> updated(MachineLedger.existing(found, arn), request));
  }

  private Decision<UpdatedMachine> updated(MachineRow row, UpdateMachine request) {
    MachineLedger.changeable(row);
    Instant now = ledger.now();
    String definition = request.definition();
    if (definition != null) {
      DefinitionCheck.require(definition, row.type());
    }
    MachineRevision before = row.revision();
    MachineRevision asked = asked(before, request);
    MachineRules.require(asked.settings());
    var changes = new ArrayList<MachineChange>();
    MachineRow next = row;
    if (!asked.equals(before)) {
      next = withRevision(row, inForce(asked, UUID.randomUUID().toString(), now));
      String text =
          definition == null
              ? StoredDefinitions.text(store, before.definitionSha256())
              : definition;
      changes.add(new MachineChange.Define(next, text));
    }
    @Nullable String versionArn = null;
    if (request.publish()) {
      Optional<VersionRow> known = versions.ofRevision(next);
      VersionRow version =
          known.isPresent() ? known.get() : versions.next(next, request.versionDescription(), now);
      if (known.isEmpty()) {
        changes.add(new MachineChange.Publish(version));
      }
      versionArn = versions.arn(row, version);
    }
    return new Decision<>(new UpdatedMachine(now, next.revision().id(), versionArn), changes);
  }

  /// The revision with what is asked for, but still of the id and time before.
  private static MachineRevision asked(MachineRevision before, UpdateMachine request) {
    MachineSettings settings = before.settings();
    String definition = request.definition();
    return new MachineRevision(
        before.id(),
        definition == null ? before.definitionSha256() : Sha256.hex(definition),
        request.roleArn() == null ? before.roleArn() : request.roleArn(),
        new MachineSettings(
            request.logging() == null ? settings.logging() : request.logging(),
            request.tracing() == null ? settings.tracing() : request.tracing(),
            request.encryption() == null ? settings.encryption() : request.encryption()),
        before.time());
  }

  private static MachineRevision inForce(MachineRevision asked, String id, Instant now) {
    return new MachineRevision(
        id, asked.definitionSha256(), asked.roleArn(), asked.settings(), now);
  }

  private static MachineRow withRevision(MachineRow row, MachineRevision revision) {
    return new MachineRow(
        row.id(),
        row.type(),
        revision,
        row.creationTime(),
        row.fromFiles(),
        row.lastVersion(),
        row.sequence());
  }

  @Override
  public void delete(String account, String machineArn) throws InterruptedException {
    StatesArn.Machine arn = StatesArn.machine(machineArn);
    if (arn.qualifier() != null || arn.label() != null) {
      throw WorkflowException.validation(
          "A version or an alias is deleted by an operation of its own: '" + machineArn + "'");
    }
    if (ledger.isOwn(account, arn)) {
      ledger.change(
          arns.id(arn),
          found -> {
            found.ifPresent(MachineLedger::changeable);
            return new Decision<>(
                true, found.isPresent() ? List.of(new MachineChange.Remove()) : List.of());
          });
    }
  }

  @Override
  public MachineDetail describe(String account, String machineArn) {
    StatesArn.Machine arn = StatesArn.machine(machineArn);
    MachineRow row = ledger.existing(account, arn);
    String qualifier = arn.qualifier();
    if (arn.label() != null) {
      throw WorkflowException.noSuchMachine(machineArn);
    }
    if (qualifier == null) {
      return detail(
          row.id(), row.type(), arns.machine(row.id()), row.creationTime(), row.revision(), null);
    }
    VersionRow version =
        (StatesArn.isVersion(qualifier)
                ? versions.find(row, qualifier)
                : aliases.mainVersion(row, qualifier))
            .orElseThrow(() -> WorkflowException.noSuchMachine(machineArn));
    return detail(
        row.id(),
        row.type(),
        versions.arn(row, version),
        version.creationTime(),
        version.revision(),
        version.description());
  }

  @Override
  public MachineDetail describeForExecution(String account, String executionArn) {
    StatesArn.Execution arn = StatesArn.execution(executionArn);
    NewExecution start =
        Optional.of(arn)
            .filter(known -> known.label() == null && ledger.isOwn(account, known))
            .map(known -> new MachineId(arns.owner(known.account()), known.machine()))
            .flatMap(machine -> store.lookup(machine, arn.name()))
            .flatMap(ApiMachines::present)
            .flatMap(store::start)
            .orElseThrow(() -> WorkflowException.noSuchExecution(executionArn));
    MachineOrigin origin = start.origin();
    Instant revised = origin.revisionTime();
    Instant time = revised == null ? start.identity().startTime() : revised;
    var id = new MachineId(origin.account(), start.identity().machineName());
    var revision =
        new MachineRevision(
            origin.revisionId(),
            start.definitionSha256(),
            start.identity().roleArn(),
            origin.settings(),
            time);
    MachineType type = start.identity().express() ? MachineType.EXPRESS : MachineType.STANDARD;
    return detail(id, type, arns.machine(id), time, revision, null);
  }

  private static Optional<RowId> present(NameEntry entry) {
    return entry instanceof NameEntry.Present present
        ? Optional.of(present.row())
        : Optional.empty();
  }

  private MachineDetail detail(
      MachineId id,
      MachineType type,
      String arn,
      Instant created,
      MachineRevision revision,
      @Nullable String description) {
    String definition = StoredDefinitions.text(store, revision.definitionSha256());
    String role = revision.roleArn();
    SequencedMap<String, List<String>> references =
        VariableReferences.of(JsonReader.read(definition, DefinitionParser.LIMITS));
    return new MachineDetail(
        arn,
        id.name(),
        type,
        definition,
        role == null ? arns.role() : role,
        revision.settings(),
        created,
        revision.time(),
        revision.id(),
        description,
        null,
        null,
        references);
  }

  @Override
  public Page<MachineSummary> list(String account, PageRequest page) {
    String owner = arns.owner(account);
    return PageTokens.page(
        store.listMachines(owner, PageTokens.after(page, KIND, ""), page.size() + 1),
        page,
        KIND,
        machine -> machine.name(),
        machine ->
            new MachineSummary(
                arns.machine(new MachineId(owner, machine.name())),
                machine.name(),
                machine.type(),
                machine.creationTime()));
  }

  @Override
  public ValidationResult validate(ValidateDefinition request) {
    return DefinitionCheck.validate(request);
  }

  // ---- versions, aliases, tags

  @Override
  public VersionSummary publishVersion(PublishVersion request) throws InterruptedException {
    return versions.publish(request);
  }

  @Override
  public Page<VersionSummary> listVersions(String account, String machineArn, PageRequest page) {
    return versions.list(account, machineArn, page);
  }

  @Override
  public void deleteVersion(String account, String versionArn) throws InterruptedException {
    versions.delete(account, versionArn);
  }

  @Override
  public AliasDetail createAlias(CreateAlias request) throws InterruptedException {
    return aliases.create(request);
  }

  @Override
  public AliasDetail describeAlias(String account, String aliasArn) {
    return aliases.describe(account, aliasArn);
  }

  @Override
  public Page<AliasDetail> listAliases(String account, String machineArn, PageRequest page) {
    return aliases.list(account, machineArn, page);
  }

  @Override
  public Instant updateAlias(UpdateAlias request) throws InterruptedException {
    return aliases.update(request);
  }

  @Override
  public void deleteAlias(String account, String aliasArn) throws InterruptedException {
    aliases.delete(account, aliasArn);
  }

  @Override
  public void tag(String account, String resourceArn, List<Tag> added) throws InterruptedException {
    tags.tag(account, resourceArn, added);
  }

  @Override
  public void untag(String account, String resourceArn, List<String> keys)
      throws InterruptedException {
    tags.untag(account, resourceArn, keys);
  }

  @Override
  public List<Tag> tags(String account, String resourceArn) {
    return tags.list(account, resourceArn);
  }
}
