package org.stepgate.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.stepgate.embedded.MachineLedger.Decision;
import org.stepgate.store.AliasRow;
import org.stepgate.store.MachineChange;
import org.stepgate.store.MachineRow;
import org.stepgate.store.Store;
import org.stepgate.store.VersionRow;
import org.stepgate.workflow.AliasDetail;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.MachineId;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.UpdateAlias;
import org.stepgate.workflow.VersionWeight;
import org.stepgate.workflow.WorkflowException;

/// The operations on aliases of machines.
final class Aliases {
  private static final String KIND = "alias";
  private static final int MOST = 100;

  private final MachineLedger ledger;
  private final Store store;

  Aliases(MachineLedger ledger) {
    this.ledger = ledger;
    this.store = ledger.store();
  }

  /// The version to which an alias gives the largest share.
  Optional<VersionRow> mainVersion(MachineRow machine, String alias) {
    return store
        .alias(machine.id(), alias)
        .map(found ->
            found.routes().stream()
                .max(Comparator.comparingInt(AliasRow.Route::weight))
                .orElseThrow())
        .flatMap(route -> store.version(machine.id(), route.version()));
  }

  /// CreateStateMachineAlias.
  AliasDetail create(CreateAlias request) throws InterruptedException {
    List<StatesArn.Machine> arns = VersionWeight.versions(request.routing());
    StatesArn.Machine machine = arns.getFirst().unqualified();
    if (!ledger.isOwn(request.account(), machine)) {
      throw WorkflowException.noSuchResource(arns.getFirst().toString());
    }
    List<AliasRow.Route> routes = routes(request.routing(), arns);
    return ledger.change(
        ledger.arns().id(machine),
        found ->
            created(
                found.orElseThrow(
                    () -> WorkflowException.noSuchResource(arns.getFirst().toString())),
                request,
                routes));
  }

  private Decision<AliasDetail> created(
      MachineRow row, CreateAlias request, List<AliasRow.Route> routes) {
    MachineLedger.changeable(row);
    Optional<AliasRow> known = store.alias(row.id(), request.name());
    if (known.isPresent()) {
      if (known.get().routes().equals(routes)
          && Objects.equals(known.get().description(), request.description())) {
        return Decision.none(detail(row.id(), known.get()));
      }
      throw WorkflowException.conflict(
          "The alias '" + arn(row.id(), request.name()) + "' exists with another configuration");
    }
    if (store.aliases(row.id()).size() >= MOST) {
      throw new WorkflowException(
          "ServiceQuotaExceededException",
          "A state machine has at most " + MOST + " aliases: delete one that is not used");
    }
    requireVersions(row.id(), routes);
    Instant now = ledger.now();
    var alias = new AliasRow(request.name(), request.description(), now, now, routes);
    return new Decision<>(detail(row.id(), alias), List.of(new MachineChange.PutAlias(alias)));
  }

  private static List<AliasRow.Route> routes(
      List<VersionWeight> routing, List<StatesArn.Machine> arns) {
    var routes = new ArrayList<AliasRow.Route>();
    for (int i = 0; i < arns.size(); i++) {
      String number = Objects.requireNonNull(arns.get(i).qualifier());
      routes.add(new AliasRow.Route(Long.parseLong(number), routing.get(i).weight()));
    }
    return routes;
  }

  private void requireVersions(MachineId machine, List<AliasRow.Route> routes) {
    for (AliasRow.Route route : routes) {
      if (store.version(machine, route.version()).isEmpty()) {
        throw WorkflowException.noSuchResource(arn(machine, Long.toString(route.version())));
      }
    }
  }

  private String arn(MachineId machine, String qualifier) {
    return ledger.arns().qualified(machine, qualifier);
  }

  private AliasDetail detail(MachineId machine, AliasRow alias) {
    return new AliasDetail(
        arn(machine, alias.name()),
        alias.name(),
        alias.description(),
        alias.routes().stream()
            .map(route ->
                new VersionWeight(arn(machine, Long.toString(route.version())), route.weight()))
            .toList(),
        alias.creationTime(),
        alias.updateTime());
  }

  /// The ARN of an alias.
  ///
  /// @param machine the machine that it is an alias of
  private record AliasArn(MachineId machine, String name, String text) {}

  /// @throws WorkflowException `InvalidArn`; `ResourceNotFound` when it cannot be one of the
  ///   account
  private AliasArn aliasArn(String account, String text) {
    StatesArn.Machine arn = StatesArn.machine(text);
    String qualifier = arn.qualifier();
    if (qualifier == null || StatesArn.isVersion(qualifier)) {
      throw WorkflowException.invalidArn(text);
    }
    if (!ledger.isOwn(account, arn)) {
      throw WorkflowException.noSuchResource(text);
    }
    return new AliasArn(ledger.arns().id(arn), qualifier, text);
  }

  private AliasRow existing(AliasArn arn) {
    return store
        .alias(arn.machine, arn.name)
        .orElseThrow(() -> WorkflowException.noSuchResource(arn.text));
  }

  /// DescribeStateMachineAlias.
  AliasDetail describe(String account, String aliasArn) {
    AliasArn arn = aliasArn(account, aliasArn);
    return detail(arn.machine, existing(arn));
  }

  /// UpdateStateMachineAlias.
  Instant update(UpdateAlias request) throws InterruptedException {
    List<VersionWeight> routing = request.routing();
    String description = request.description();
    if (routing == null && description == null) {
      throw WorkflowException.validation(
          "Either the description or the routing configuration must be specified");
    }
    AliasArn arn = aliasArn(request.account(), request.aliasArn());
    Instant now = ledger.now();
    return ledger.change(
        arn.machine,
        found -> {
          found.ifPresent(MachineLedger::changeable);
          AliasRow before = existing(arn);
          List<AliasRow.Route> routes =
              routing == null ? before.routes() : routesOf(arn.machine, routing);
          var next =
              new AliasRow(
                  before.name(),
                  description == null ? before.description() : description,
                  before.creationTime(),
                  now,
                  routes);
          return new Decision<>(now, List.of(new MachineChange.PutAlias(next)));
        });
  }

  /// Routes to versions of that machine.
  private List<AliasRow.Route> routesOf(MachineId machine, List<VersionWeight> routing) {
    List<StatesArn.Machine> arns =
        VersionWeight.versionsOf(StatesArn.machine(arn(machine, "1")), routing);
    List<AliasRow.Route> routes = routes(routing, arns);
    requireVersions(machine, routes);
    return routes;
  }

  /// DeleteStateMachineAlias.
  void delete(String account, String aliasArn) throws InterruptedException {
    AliasArn arn = aliasArn(account, aliasArn);
    ledger.change(
        arn.machine,
        found -> {
          found.ifPresent(MachineLedger::changeable);
          AliasRow alias = existing(arn);
          return new Decision<>(true, List.of(new MachineChange.RemoveAlias(alias.name())));
        });
  }

  /// ListStateMachineAliases.
  Page<AliasDetail> list(String account, String machineArn, PageRequest page) {
    StatesArn.Machine arn = StatesArn.machine(machineArn);
    MachineRow row = ledger.existing(account, arn);
    String qualifier = arn.qualifier();
    if (qualifier != null
        && (!StatesArn.isVersion(qualifier)
            || store.version(row.id(), Long.parseLong(qualifier)).isEmpty())) {
      throw WorkflowException.noSuchResource(machineArn);
    }
    String after = PageTokens.after(page, KIND, "");
    List<AliasRow> found =
        store.aliases(row.id()).stream()
            .filter(alias -> alias.name().compareTo(after) > 0)
            .filter(alias -> qualifier == null || routesTo(alias, Long.parseLong(qualifier)))
            .toList();
    return PageTokens.page(found, page, KIND, AliasRow::name, alias -> detail(row.id(), alias));
  }

  private static boolean routesTo(AliasRow alias, long version) {
    return alias.routes().stream().anyMatch(route -> route.version() == version);
  }
}
