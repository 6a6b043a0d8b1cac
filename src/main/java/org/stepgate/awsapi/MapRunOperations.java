package org.stepgate.awsapi;

import java.util.EnumMap;
import java.util.Map;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.workflow.MapRunCounts;
import org.stepgate.workflow.MapRunDescription;
import org.stepgate.workflow.MapRunUpdate;
import org.stepgate.workflow.MapRuns;
import org.stepgate.workflow.Page;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.WorkflowException;

/// The operations on runs of distributed Map states.
final class MapRunOperations {
  private final MapRuns runs;

  MapRunOperations(MapRuns runs) {
    this.runs = runs;
  }

  Map<Operation, ApiCall.Handler> all() {
    var all = new EnumMap<Operation, ApiCall.Handler>(Operation.class);
    all.put(Operation.DESCRIBE_MAP_RUN, this::describe);
    all.put(Operation.LIST_MAP_RUNS, this::list);
    all.put(Operation.UPDATE_MAP_RUN, this::update);
    return all;
  }

  private JsonObject describe(ApiCall call) {
    MapRunDescription run = runs.describe(run(call));
    return JsonObject.builder()
        .put("mapRunArn", run.arn())
        .put("executionArn", run.executionArn())
        .put("status", run.status().name())
        .put("startDate", EpochSeconds.of(run.startTime()))
        .putIfPresent("stopDate", EpochSeconds.ofNullable(run.stopTime()))
        .put("maxConcurrency", run.maxConcurrency())
        .put("toleratedFailurePercentage", JsonNumber.of(run.toleratedFailurePercentage()))
        .put("toleratedFailureCount", run.toleratedFailureCount())
        .put("itemCounts", shown(run.items()))
        .put("executionCounts", shown(run.executions()))
        .put("redriveCount", run.redriveCount())
        .putIfPresent("redriveDate", EpochSeconds.ofNullable(run.redriveTime()))
        .build();
  }

  private static JsonObject shown(MapRunCounts counts) {
    return JsonObject.builder()
        .put("pending", counts.pending())
        .put("running", counts.running())
        .put("succeeded", counts.succeeded())
        .put("failed", counts.failed())
        .put("timedOut", counts.timedOut())
        .put("aborted", counts.aborted())
        .put("total", counts.total())
        .put("resultsWritten", counts.resultsWritten())
        .put("failuresNotRedrivable", counts.failuresNotRedrivable())
        .put("pendingRedrive", counts.pendingRedrive())
        .build();
  }

  private JsonObject list(ApiCall call) {
    String text = call.text("executionArn");
    StatesArn.Execution parent = StatesArn.execution(text);
    if (!parent.account().equals(call.account())) {
      throw WorkflowException.noSuchExecution(text);
    }
    Page<MapRunDescription> page = runs.list(parent, call.page());
    return JsonObject.builder()
        .put("mapRuns", JsonValue.array(page.items(), MapRunOperations::brief))
        .putIfPresent("nextToken", page.nextToken())
        .build();
  }

  private static JsonObject brief(MapRunDescription run) {
    return JsonObject.builder()
        .put("executionArn", run.executionArn())
        .put("mapRunArn", run.arn())
        .put("stateMachineArn", run.machineArn())
        .put("startDate", EpochSeconds.of(run.startTime()))
        .putIfPresent("stopDate", EpochSeconds.ofNullable(run.stopTime()))
        .build();
  }

  private JsonObject update(ApiCall call) throws InterruptedException {
    runs.update(
        new MapRunUpdate(
            run(call),
            call.input().whole("maxConcurrency").map(Long::intValue).orElse(null),
            call.input().real("toleratedFailurePercentage").orElse(null),
            call.input().whole("toleratedFailureCount").orElse(null)));
    return JsonObject.EMPTY;
  }

  /// The run of the call. One of another account is not there.
  static StatesArn.MapRun run(ApiCall call) {
    String text = call.text("mapRunArn");
    StatesArn.MapRun run = StatesArn.mapRun(text);
    if (!run.account().equals(call.account())) {
      throw WorkflowException.noSuchResource(text);
    }
    return run;
  }
}
