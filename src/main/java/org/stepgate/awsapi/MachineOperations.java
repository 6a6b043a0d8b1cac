package org.stepgate.awsapi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.workflow.CreateMachine;
import org.stepgate.workflow.CreatedMachine;
import org.stepgate.workflow.Diagnostic;
import org.stepgate.workflow.EncryptionConfiguration;
import org.stepgate.workflow.LoggingConfiguration;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineSettings;
import org.stepgate.workflow.MachineSummary;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StateMachines;
import org.stepgate.workflow.Tag;
import org.stepgate.workflow.UpdateMachine;
import org.stepgate.workflow.UpdatedMachine;
import org.stepgate.workflow.ValidateDefinition;
import org.stepgate.workflow.ValidationResult;
import org.stepgate.workflow.VisiblePage;

/// The operations on state machines.
final class MachineOperations {
  private final StateMachines machines;

  MachineOperations(StateMachines machines) {
    this.machines = machines;
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.CREATE_STATE_MACHINE, this::create);
    all.put(Operation.UPDATE_STATE_MACHINE, this::update);
    all.put(Operation.DELETE_STATE_MACHINE, this::delete);
    all.put(Operation.LIST_STATE_MACHINES, this::list);
    all.put(Operation.DESCRIBE_STATE_MACHINE, this::describe);
    all.put(Operation.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, this::describeForExecution);
    all.put(Operation.VALIDATE_STATE_MACHINE_DEFINITION, this::validate);
    return all;
  }

  // ---- changes

  private JsonObject create(ApiCall call) throws InterruptedException {
    Input input = call.input();
    var settings =
        new MachineSettings(
            logging(input).orElse(LoggingConfiguration.OFF),
            tracing(input).orElse(false),
            encryption(input).orElse(EncryptionConfiguration.AWS_OWNED));
    CreatedMachine created =
        machines.create(
            new CreateMachine(
                call.account(),
                call.text("name"),
                call.text("definition"),
                call.text("roleArn"),
                input.choice("type", MachineType.class).orElse(MachineType.STANDARD),
                settings,
                tags(input),
                input.flag("publish", false),
                call.textOrNull("versionDescription")));
    return JsonObject.builder()
        .put("stateMachineArn", created.arn())
        .put("creationDate", EpochSeconds.of(created.creationTime()))
        .putIfPresent("stateMachineVersionArn", created.versionArn())
        .build();
  }

  private JsonObject update(ApiCall call) throws InterruptedException {
    Input input = call.input();
    UpdatedMachine updated =
        machines.update(
            new UpdateMachine(
                call.account(),
                call.text("stateMachineArn"),
                call.textOrNull("definition"),
                call.textOrNull("roleArn"),
                logging(input).orElse(null),
                tracing(input).orElse(null),
                encryption(input).orElse(null),
                input.flag("publish", false),
                call.textOrNull("versionDescription")));
    return JsonObject.builder()
        .put("updateDate", EpochSeconds.of(updated.updateTime()))
        .putIfPresent("revisionId", updated.revisionId())
        .putIfPresent("stateMachineVersionArn", updated.versionArn())
        .build();
  }

  private JsonObject delete(ApiCall call) throws InterruptedException {
    machines.delete(call.account(), call.text("stateMachineArn"));
    return JsonObject.EMPTY;
  }

  // ---- settings

  private static Optional<LoggingConfiguration> logging(Input input) {
    return input
        .structure("loggingConfiguration")
        .map(logging ->
            new LoggingConfiguration(
                logging
                    .choice("level", LoggingConfiguration.Level.class)
                    .orElse(LoggingConfiguration.Level.OFF),
                logging.flag("includeExecutionData", false),
                logging.structures("destinations").map(MachineOperations::groups).orElse(null)));
  }

  private static List<String> groups(List<Input> destinations) {
    return destinations.stream()
        .map(one ->
            one.structure("cloudWatchLogsLogGroup")
                .flatMap(group -> group.optionalText("logGroupArn"))
                .orElse(""))
        .toList();
  }

  private static Optional<Boolean> tracing(Input input) {
    return input.structure("tracingConfiguration").map(tracing -> tracing.flag("enabled", false));
  }

  private static Optional<EncryptionConfiguration> encryption(Input input) {
    return input
        .structure("encryptionConfiguration")
        .map(encryption ->
            new EncryptionConfiguration(
                encryption
                    .choice("type", EncryptionConfiguration.Type.class)
                    .orElse(EncryptionConfiguration.Type.AWS_OWNED_KEY),
                encryption.optionalText("kmsKeyId").orElse(null),
                encryption.whole("kmsDataKeyReusePeriodSeconds").map(Long::intValue).orElse(null)));
  }

  static List<Tag> tags(Input input) {
    return input.structures("tags").orElse(List.of()).stream()
        .map(tag ->
            new Tag(tag.optionalText("key").orElse(""), tag.optionalText("value").orElse("")))
        .toList();
  }

  // ---- descriptions

  private JsonObject list(ApiCall call) {
    PageRequest asked = call.page();
    Page<MachineSummary> page =
        VisiblePage.of(
            asked.size(),
            asked.nextToken(),
            (size, from) -> machines.list(call.account(), new PageRequest(size, from)),
            machine -> call.sight().machine(machine.name()));
    return JsonObject.builder()
        .put("stateMachines", JsonValue.array(page.items(), MachineOperations::brief))
        .putIfPresent("nextToken", page.nextToken())
        .build();
  }

  private static JsonObject brief(MachineSummary machine) {
    return JsonObject.builder()
        .put("stateMachineArn", machine.arn())
        .put("name", machine.name())
        .put("type", machine.type().name())
        .put("creationDate", EpochSeconds.of(machine.creationTime()))
        .build();
  }

  private JsonObject describe(ApiCall call) {
    MachineDetail machine = machines.describe(call.account(), call.text("stateMachineArn"));
    return common(machine, call.withData())
        .put("status", "ACTIVE")
        .put("type", machine.type().name())
        .put("creationDate", EpochSeconds.of(machine.creationTime()))
        .putIfPresent("description", machine.description())
        .build();
  }

  private JsonObject describeForExecution(ApiCall call) {
    MachineDetail machine =
        machines.describeForExecution(call.account(), call.text("executionArn"));
    return common(machine, call.withData())
        .put("updateDate", EpochSeconds.of(machine.updateTime()))
        .putIfPresent("mapRunArn", machine.mapRunArn())
        .build();
  }

  private static JsonObject.Builder common(MachineDetail machine, boolean withData) {
    MachineSettings settings = machine.settings();
    var answer =
        JsonObject.builder().put("stateMachineArn", machine.arn()).put("name", machine.name());
    if (withData) {
      answer.put("definition", machine.definition());
    }
    answer
        .put("roleArn", machine.roleArn())
        .put("loggingConfiguration", shown(settings.logging()))
        .put(
            "tracingConfiguration", JsonObject.builder().put("enabled", settings.tracing()).build())
        .put("encryptionConfiguration", shown(settings.encryption()))
        .putIfPresent("label", machine.label())
        .putIfPresent("revisionId", machine.revisionId());
    if (withData && !machine.variableReferences().isEmpty()) {
      var references = JsonObject.builder();
      machine
          .variableReferences()
          .forEach(
              (state, names) -> references.put(state, JsonValue.array(names, JsonString::new)));
      answer.put("variableReferences", references.build());
    }
    return answer;
  }

  private static JsonObject shown(LoggingConfiguration logging) {
    List<String> groups = logging.logGroupArns();
    return JsonObject.builder()
        .put("level", logging.level().name())
        .put("includeExecutionData", logging.includeExecutionData())
        .putIfPresent("destinations", groups == null ? null : destinations(groups))
        .build();
  }

  private static JsonArray destinations(List<String> groups) {
    return JsonArray.of(
        groups.stream()
            .map(arn ->
                JsonObject.of(
                    "cloudWatchLogsLogGroup", JsonObject.of("logGroupArn", new JsonString(arn))))
            .toList());
  }

  private static JsonObject shown(EncryptionConfiguration encryption) {
    Integer seconds = encryption.reusePeriodSeconds();
    var shown =
        JsonObject.builder()
            .putIfPresent("kmsKeyId", encryption.kmsKeyId())
            .put("type", encryption.type().name());
    if (seconds != null) {
      shown.put("kmsDataKeyReusePeriodSeconds", seconds);
    }
    return shown.build();
  }

  // ---- validation

  private JsonObject validate(ApiCall call) {
    Input input = call.input();
    ValidationResult result =
        machines.validate(
            new ValidateDefinition(
                call.text("definition"),
                input.choice("type", MachineType.class).orElse(MachineType.STANDARD),
                input
                    .choice("severity", Diagnostic.Severity.class)
                    .orElse(Diagnostic.Severity.ERROR),
                input.whole("maxResults").orElse(0L).intValue()));
    return JsonObject.builder()
        .put("result", result.ok() ? "OK" : "FAIL")
        .put("diagnostics", JsonValue.array(result.diagnostics(), MachineOperations::shown))
        .put("truncated", result.truncated())
        .build();
  }

  private static JsonObject shown(Diagnostic diagnostic) {
    @Nullable String location = diagnostic.location();
    return JsonObject.builder()
        .put("severity", diagnostic.severity().name())
        .put("code", diagnostic.code())
        .put("message", diagnostic.message())
        .putIfPresent("location", location)
        .build();
  }
}
