package org.stepgate.store;

import org.jspecify.annotations.Nullable;
import org.stepgate.engine.Event;
import org.stepgate.engine.TaskId;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;

/// The stored JSON of the events that reach an execution through its inbox: `version`, `type`, and
/// by the type `task`, `output`, `error`, `cause`, `workerName`.
final class EventForm {
  private static final long VERSION = 1;

  private EventForm() {}

  /// The task that the event is the end of, null when it is not the end of one.
  static @Nullable TaskId ended(Event event) {
    return switch (event) {
      case Event.TaskSucceeded(TaskId task, _) -> task;
      case Event.TaskFailed(TaskId task, _, _) -> task;
      case Event.TaskTaken _,
          Event.TaskSubmitted _,
          Event.TaskHeartbeat _,
          Event.Started _,
          Event.Continued _,
          Event.TimerFired _,
          Event.StopRequested _,
          Event.Redriven _,
          Event.EvaluationCutOff _,
          Event.EngineFailed _ ->
          null;
    };
  }

  /// @throws IllegalArgumentException for an event that never comes through an inbox
  static String write(Event event) {
    JsonObject.Builder form = JsonObject.builder().put("version", VERSION);
    switch (event) {
      case Event.TaskSucceeded(TaskId task, var output) ->
          form.put("type", "TaskSucceeded").put("task", task.number()).put("output", output);
      case Event.TaskFailed(TaskId task, String error, String cause) ->
          form.put("type", "TaskFailed")
              .put("task", task.number())
              .putIfPresent("error", error)
              .putIfPresent("cause", cause);
      case Event.TaskTaken(TaskId task, String workerName) ->
          form.put("type", "TaskTaken")
              .put("task", task.number())
              .putIfPresent("workerName", workerName);
      case Event.TaskSubmitted(TaskId task, var output) ->
          form.put("type", "TaskSubmitted").put("task", task.number()).put("output", output);
      case Event.TaskHeartbeat(TaskId task) ->
          form.put("type", "TaskHeartbeat").put("task", task.number());
      case Event.StopRequested(String error, String cause) ->
          form.put("type", "StopRequested")
              .putIfPresent("error", error)
              .putIfPresent("cause", cause);
      case Event.Started _,
          Event.Continued _,
          Event.TimerFired _,
          Event.Redriven _,
          Event.EvaluationCutOff _,
          Event.EngineFailed _ ->
          throw new IllegalArgumentException("not a message: " + event.getClass().getSimpleName());
    }
    return form.build().toString();
  }

  static Event read(String text) {
    JsonObject form = (JsonObject) JsonReader.read(text, JsonLimits.STORED);
    long version = ((JsonNumber) Forms.member(form, "version")).toLong();
    if (version != VERSION) {
      throw new IllegalStateException("the stored message has version " + version);
    }
    String type = String.valueOf(form.string("type"));
    return switch (type) {
      case "TaskSucceeded" -> new Event.TaskSucceeded(task(form), Forms.member(form, "output"));
      case "TaskFailed" ->
          new Event.TaskFailed(task(form), form.string("error"), form.string("cause"));
      case "TaskTaken" -> new Event.TaskTaken(task(form), form.string("workerName"));
      case "TaskSubmitted" -> new Event.TaskSubmitted(task(form), Forms.member(form, "output"));
      case "TaskHeartbeat" -> new Event.TaskHeartbeat(task(form));
      case "StopRequested" -> new Event.StopRequested(form.string("error"), form.string("cause"));
      default -> throw new IllegalStateException("a stored message has the unknown type " + type);
    };
  }

  private static TaskId task(JsonObject form) {
    return new TaskId(((JsonNumber) Forms.member(form, "task")).toLong());
  }
}
