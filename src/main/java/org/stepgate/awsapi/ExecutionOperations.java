package org.stepgate.awsapi;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionId;
import org.stepgate.workflow.ExecutionQuery;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.HistoryPage;
import org.stepgate.workflow.MachineDetail;
import org.stepgate.workflow.MachineType;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.PageRequest;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.VisiblePage;
import org.stepgate.workflow.WorkflowException;
import org.stepgate.workflow.Workflows;

/// The operations on executions that were started.
final class ExecutionOperations {
  private static final int USUAL_PAGE = 100;

  private final Workflows workflows;
  private final AwsApi.Engine engine;

  ExecutionOperations(AwsApi.Engine engine) {
    this.engine = engine;
    this.workflows = engine.workflows();
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.DESCRIBE_EXECUTION, this::describe);
    all.put(Operation.STOP_EXECUTION, this::stop);
    all.put(Operation.LIST_EXECUTIONS, this::list);
    all.put(Operation.GET_EXECUTION_HISTORY, this::history);
    return all;
  }

  // ---- one execution

  private JsonObject describe(ApiCall call) {
    Optional<MapRuns.Child> child = child(call);
    ExecutionDescription execution =
        child
            .map(MapRuns.Child::description)
            .orElseGet(() -> found(call, workflows.describe(id(call))));
    var answer = brief(execution);
    child.ifPresent(one -> answer.put("mapRunArn", one.mapRunArn()));
    data(answer, "input", execution.input(), call.withData());
    data(answer, "output", execution.output(), call.withData());
    if (call.withData()) {
      answer.putIfPresent("error", execution.error()).putIfPresent("cause", execution.cause());
    }
    return answer
        .putIfPresent("traceHeader", TraceHeader.shown(execution.traceparent()))
        .put("redriveStatus", execution.redrive().status())
        .putIfPresent("redriveStatusReason", execution.redrive().reason())
        .build();
  }

  private static void data(
      JsonObject.Builder answer, String name, @Nullable String text, boolean included) {
    if (text == null) {
      return;
    }
    if (included) {
      answer.put(name, text);
    }
    answer.put(name + "Details", JsonObject.builder().put("included", included).build());
  }

  private static JsonObject.Builder brief(ExecutionDescription execution) {
    return JsonObject.builder()
        .put("executionArn", execution.arn())
        .put("stateMachineArn", execution.machineArn())
        .putIfPresent("stateMachineVersionArn", execution.versionArn())
        .putIfPresent("stateMachineAliasArn", execution.aliasArn())
        .put("name", execution.id().name())
        .put("status", execution.status().name())
        .put("startDate", EpochSeconds.of(execution.startTime()))
        .putIfPresent("stopDate", EpochSeconds.ofNullable(execution.stopTime()))
        .put("redriveCount", execution.redrive().count())
        .putIfPresent("redriveDate", EpochSeconds.ofNullable(execution.redrive().date()));
  }

  private JsonObject stop(ApiCall call) throws InterruptedException {
    ExecutionDescription execution =
        found(call, workflows.stop(id(call), call.textOrNull("error"), call.textOrNull("cause")));
    Instant stopped = execution.stopTime();
    return JsonObject.of(
        "stopDate", EpochSeconds.of(stopped == null ? execution.startTime() : stopped));
  }

  private JsonObject history(ApiCall call) {
    boolean reverse = call.input().flag("reverseOrder", false);
    String filter = call.text("executionArn") + reverse;
    HistoryPage page =
        found(call, workflows.history(id(call), reverse, pageSize(call), place(call, filter)));
    boolean data = call.input().flag("includeExecutionData", true);
    var events =
        page.events().stream().map(event -> data ? event : HistoryData.without(event)).toList();
    return JsonObject.builder()
        .put("events", JsonArray.of(events))
        .putIfPresent("nextToken", PageToken.seal(page.nextPageToken(), filter))
        .build();
  }

  // ---- lists

  private JsonObject list(ApiCall call) {
    Optional<String> machineArn = call.input().optionalText("stateMachineArn");
    if (machineArn.isPresent() == call.input().optionalText("mapRunArn").isPresent()) {
      throw ApiException.validation("Must specify either stateMachineArn or mapRunArn");
    }
    return machineArn.isPresent() ? ofMachine(call, machineArn.get()) : ofMapRun(call);
  }

  private JsonObject ofMapRun(ApiCall call) {
    MapRuns runs = engine.mapRuns();
    if (runs == null) {
      throw WorkflowException.noSuchResource(call.text("mapRunArn"));
    }
    Optional<ExecutionStatus> status = status(call);
    if (call.input().optionalText("statusFilter").isPresent() && status.isEmpty()) {
      return JsonObject.of("executions", JsonArray.EMPTY);
    }
    PageRequest asked = call.page();
    Page<MapRuns.Child> page =
        VisiblePage.of(
            asked.size(),
            asked.nextToken(),
            (size, from) ->
                runs.children(
                    MapRunOperations.run(call), status.orElse(null), new PageRequest(size, from)),
            child -> call.sight().execution(child.description()));
    return JsonObject.builder()
        .put(
            "executions",
            JsonValue.array(
                wanted(call, page.items(), MapRuns.Child::description),
                ExecutionOperations::ofChild))
        .putIfPresent("nextToken", page.nextToken())
        .build();
  }

  private static JsonObject ofChild(MapRuns.Child child) {
    return brief(child.description())
        .put("mapRunArn", child.mapRunArn())
        .put("itemCount", child.itemCount())
        .build();
  }

  private JsonObject ofMachine(ApiCall call, String arn) {
    MachineDetail machine = engine.machines().describe(call.account(), arn);
    if (machine.type() == MachineType.EXPRESS) {
      throw typeNotSupported();
    }
    Optional<ExecutionStatus> status = status(call);
    if (call.input().optionalText("statusFilter").isPresent() && status.isEmpty()) {
      return JsonObject.of("executions", JsonArray.EMPTY);
    }
    String filter = arn + call.input().optionalText("statusFilter").orElse("");
    Page<ExecutionDescription> page =
        VisiblePage.of(
            pageSize(call),
            place(call, filter),
            (size, from) ->
                workflows
                    .list(new ExecutionQuery(arn, status.orElse(null), null, size, from))
                    .toPage(),
            call.sight()::execution);
    return JsonObject.builder()
        .put(
            "executions",
            JsonValue.array(wanted(call, page.items(), one -> one), one -> brief(one).build()))
        .putIfPresent("nextToken", PageToken.seal(page.nextToken(), filter))
        .build();
  }

  /// Those of a page that `redriveFilter` asks for: a page may hold fewer than it has room for.
  private static <T> List<T> wanted(
      ApiCall call, List<T> page, Function<T, ExecutionDescription> description) {
    Optional<String> filter = call.input().optionalText("redriveFilter");
    if (filter.isEmpty()) {
      return page;
    }
    boolean redriven = filter.get().equals("REDRIVEN");
    return page.stream()
        .filter(one -> description.apply(one).redrive().count() > 0 == redriven)
        .toList();
  }

  /// The status to list; empty when none is asked for, and for one that no execution has here.
  private static Optional<ExecutionStatus> status(ApiCall call) {
    return call.input()
        .optionalText("statusFilter")
        .filter(status -> !status.equals("PENDING_REDRIVE"))
        .map(ExecutionStatus::valueOf);
  }

  static ApiException typeNotSupported() {
    return ApiException.of(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  // ---- pages and ids

  private static int pageSize(ApiCall call) {
    int wanted = call.input().whole("maxResults").orElse(0L).intValue();
    return wanted == 0 ? USUAL_PAGE : wanted;
  }

  private static @Nullable String place(ApiCall call, String filter) {
    return call.input()
        .optionalText("nextToken")
        .map(token -> PageToken.open(token, filter))
        .orElse(null);
  }

  private ExecutionId id(ApiCall call) {
    return child(call)
        .map(child -> child.description().id())
        .orElseGet(() -> call.execution(workflows));
  }

  /// The child of a map run that the call is about; empty when its ARN has no label.
  private Optional<MapRuns.Child> child(ApiCall call) {
    MapRuns runs = engine.mapRuns();
    StatesArn.Execution arn = StatesArn.execution(call.text("executionArn"));
    return runs == null || arn.label() == null || !arn.account().equals(call.account())
        ? Optional.empty()
        : runs.child(arn);
  }

  private static <T> T found(ApiCall call, Optional<T> known) {
    return known.orElseThrow(() -> WorkflowException.noSuchExecution(call.text("executionArn")));
  }
}
