package org.stepgate.embedded;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Event;
import org.stepgate.engine.ExecutionHeader;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.store.Descriptions;
import org.stepgate.store.NewExecution;
import org.stepgate.store.Notice;
import org.stepgate.store.ParentTask;
import org.stepgate.workflow.ExecutionDescription;
import org.stepgate.workflow.ExecutionStatus;
import org.stepgate.workflow.RedriveState;

/// What a parent is told when a nested execution ends.
final class ChildEnds {
  private static final JsonObject INCLUDED = JsonObject.builder().put("Included", true).build();

  private ChildEnds() {}

  /// What the parent is told with the start of an execution, which may be its end too.
  ///
  /// @param submission that it was started; null when the parent is not told
  static List<Notice> notices(
      @Nullable Notice submission, NewExecution start, ExecutionHeader header) {
    return Stream.of(submission, notice(start, header)).filter(Objects::nonNull).toList();
  }

  /// The event for the parent's inbox; null when the execution goes on or no parent waits.
  static @Nullable Notice notice(NewExecution start, ExecutionHeader header) {
    ParentTask parent = start.parent();
    if (parent == null || !parent.waits() || !header.status().isClosed()) {
      return null;
    }
    ExecutionDescription ended = Descriptions.of(start, header);
    boolean json = parent.reply() == ParentTask.Reply.JSON;
    Event event =
        ended.status() == ExecutionStatus.SUCCEEDED
            ? new Event.TaskSucceeded(parent.task(), description(ended, json))
            : new Event.TaskFailed(
                parent.task(), "States.TaskFailed", description(ended, json).toString());
    return new Notice(parent.row(), event);
  }

  /// The answer of DescribeExecution as the integration shows it: names with capitals, times in
  /// milliseconds.
  ///
  /// @param json true for input and output as JSON values, false for their texts
  static JsonObject description(ExecutionDescription execution, boolean json) {
    RedriveState redrive = execution.redrive();
    var shown =
        JsonObject.builder()
            .putIfPresent("Cause", execution.cause())
            .putIfPresent("Error", execution.error())
            .put("ExecutionArn", execution.arn())
            .put("Input", data(execution.input(), json))
            .put("InputDetails", INCLUDED)
            .put("Name", execution.id().name());
    if (execution.output() != null) {
      shown.put("Output", data(execution.output(), json)).put("OutputDetails", INCLUDED);
    }
    shown.put("RedriveCount", redrive.count());
    if (redrive.date() != null) {
      shown.put("RedriveDate", redrive.date().toEpochMilli());
    }
    shown
        .put("RedriveStatus", redrive.status())
        .putIfPresent("RedriveStatusReason", redrive.reason())
        .put("StartDate", execution.startTime().toEpochMilli())
        .put("StateMachineArn", execution.machineArn())
        .put("Status", execution.status().name());
    if (execution.stopTime() != null) {
      shown.put("StopDate", execution.stopTime().toEpochMilli());
    }
    return shown.build();
  }

  private static JsonValue data(String text, boolean json) {
    return json ? JsonReader.read(text, JsonLimits.STORED) : new JsonString(text);
  }
}
