package org.stepgate.awsapi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.AliasDetail;
import org.stepgate.workflow.CreateAlias;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PublishVersion;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.UpdateAlias;
import org.stepgate.workflow.VersionSummary;
import org.stepgate.workflow.VersionWeight;

/// The operations on versions, aliases and tags.
final class VersionOperations {
  private final StateMachines machines;

  VersionOperations(StateMachines machines) {
    this.machines = machines;
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.PUBLISH_STATE_MACHINE_VERSION, this::publish);
    all.put(Operation.LIST_STATE_MACHINE_VERSIONS, this::listVersions);
    all.put(Operation.DELETE_STATE_MACHINE_VERSION, this::deleteVersion);
    all.put(Operation.CREATE_STATE_MACHINE_ALIAS, this::createAlias);
    all.put(Operation.DESCRIBE_STATE_MACHINE_ALIAS, this::describeAlias);
    all.put(Operation.LIST_STATE_MACHINE_ALIASES, this::listAliases);
    all.put(Operation.UPDATE_STATE_MACHINE_ALIAS, this::updateAlias);
    all.put(Operation.DELETE_STATE_MACHINE_ALIAS, this::deleteAlias);
    all.put(Operation.TAG_RESOURCE, this::tag);
    all.put(Operation.UNTAG_RESOURCE, this::untag);
    all.put(Operation.LIST_TAGS_FOR_RESOURCE, this::tags);
    return all;
  }

  // ---- versions

  private JsonObject publish(ApiCall call) throws InterruptedException {
    return shown(
        machines.publishVersion(
            new PublishVersion(
                call.account(),
                call.text("stateMachineArn"),
                call.textOrNull("revisionId"),
                call.textOrNull("description"))));
  }

  private JsonObject listVersions(ApiCall call) {
    Page<VersionSummary> page =
        machines.listVersions(call.account(), call.text("stateMachineArn"), call.page());
    return JsonObject.builder()
        .put("stateMachineVersions", JsonValue.array(page.items(), VersionOperations::shown))
        .putIfPresent("nextToken", page.nextToken())
        .build();
  }

  private static JsonObject shown(VersionSummary version) {
    return JsonObject.builder()
        .put("stateMachineVersionArn", version.arn())
        .put("creationDate", EpochSeconds.of(version.creationTime()))
        .build();
  }

  private JsonObject deleteVersion(ApiCall call) throws InterruptedException {
    machines.deleteVersion(call.account(), call.text("stateMachineVersionArn"));
    return JsonObject.EMPTY;
  }

  // ---- aliases

  private JsonObject createAlias(ApiCall call) throws InterruptedException {
    AliasDetail alias =
        machines.createAlias(
            new CreateAlias(
                call.account(),
                call.text("name"),
                call.textOrNull("description"),
                routing(call.input().structures("routingConfiguration").orElse(List.of()))));
    return JsonObject.builder()
        .put("stateMachineAliasArn", alias.arn())
        .put("creationDate", EpochSeconds.of(alias.creationTime()))
        .build();
  }

  private JsonObject describeAlias(ApiCall call) {
    AliasDetail alias = machines.describeAlias(call.account(), call.text("stateMachineAliasArn"));
    return JsonObject.builder()
        .put("stateMachineAliasArn", alias.arn())
        .put("name", alias.name())
        .putIfPresent("description", alias.description())
        .put("routingConfiguration", JsonValue.array(alias.routing(), VersionOperations::shown))
        .put("creationDate", EpochSeconds.of(alias.creationTime()))
        .put("updateDate", EpochSeconds.of(alias.updateTime()))
        .build();
  }

  private JsonObject listAliases(ApiCall call) {
    Page<AliasDetail> page =
        machines.listAliases(call.account(), call.text("stateMachineArn"), call.page());
    return JsonObject.builder()
        .put("stateMachineAliases", JsonValue.array(page.items(), VersionOperations::brief))
        .putIfPresent("nextToken", page.nextToken())
        .build();
  }

  private static JsonObject brief(AliasDetail alias) {
    return JsonObject.builder()
        .put("stateMachineAliasArn", alias.arn())
        .put("creationDate", EpochSeconds.of(alias.creationTime()))
        .build();
  }

  private JsonObject updateAlias(ApiCall call) throws InterruptedException {
    var updated =
        machines.updateAlias(
            new UpdateAlias(
                call.account(),
                call.text("stateMachineAliasArn"),
                call.textOrNull("description"),
                call.input()
                    .structures("routingConfiguration")
                    .map(VersionOperations::routing)
                    .orElse(null)));
    return JsonObject.of("updateDate", EpochSeconds.of(updated));
  }

  private JsonObject deleteAlias(ApiCall call) throws InterruptedException {
    machines.deleteAlias(call.account(), call.text("stateMachineAliasArn"));
    return JsonObject.EMPTY;
  }

  /// Refuses a routing configuration that is none by itself, before anything is looked for: what it
  /// names is of one machine then, that of the alias when there is one.
  ///
  /// @throws WorkflowException `InvalidArn`, `ValidationException`
  static void requireRouting(ApiCall call) {
    switch (call.operation()) {
      case CREATE_STATE_MACHINE_ALIAS ->
          VersionWeight.versions(
              routing(call.input().structures("routingConfiguration").orElse(List.of())));
      case UPDATE_STATE_MACHINE_ALIAS -> {
        StatesArn.Machine alias = StatesArn.machine(call.text("stateMachineAliasArn"));
        call.input()
            .structures("routingConfiguration")
            .ifPresent(routing -> VersionWeight.versionsOf(alias, routing(routing)));
      }
      default -> {
        // It has none.
      }
    }
  }

  private static List<VersionWeight> routing(List<Input> routing) {
    return routing.stream()
        .map(one ->
            new VersionWeight(
                one.text("stateMachineVersionArn"), one.whole("weight").orElse(0L).intValue()))
        .toList();
  }

  private static JsonObject shown(VersionWeight route) {
    return JsonObject.builder()
        .put("stateMachineVersionArn", route.versionArn())
        .put("weight", route.weight())
        .build();
  }

  // ---- tags

  private JsonObject tag(ApiCall call) throws InterruptedException {
    machines.tag(call.account(), call.text("resourceArn"), MachineOperations.tags(call.input()));
    return JsonObject.EMPTY;
  }

  private JsonObject untag(ApiCall call) throws InterruptedException {
    machines.untag(call.account(), call.text("resourceArn"), call.input().texts("tagKeys"));
    return JsonObject.EMPTY;
  }

  private JsonObject tags(ApiCall call) {
    List<Tag> tags = machines.tags(call.account(), call.text("resourceArn"));
    return JsonObject.of(
        "tags",
        JsonValue.array(
            tags,
            tag -> JsonObject.builder().put("key", tag.key()).put("value", tag.value()).build()));
  }
}
