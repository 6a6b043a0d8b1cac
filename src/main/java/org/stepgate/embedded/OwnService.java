package org.stepgate.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.TaskId;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.store.NewExecution;
import org.stepgate.store.ParentTask;
import org.stepgate.store.RowId;
import org.stepgate.tasks.TaskCall;
import org.stepgate.tasks.TaskOutcome;
import org.stepgate.workflow.Activities;
import org.stepgate.workflow.StatesArn;
import org.stepgate.workflow.TaskTokens;
import org.stepgate.workflow.WorkflowException;

/// Step Functions as a service that Task states call, answered by this engine itself: nested
/// executions in all patterns, and through `aws-sdk:sfn` what tasks, activities and nested
/// executions need.
///
/// Threads: safe for use by any; calls block, so they belong on virtual threads.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html Step
///   Functions, nested executions
final class OwnService {
  private static final String START = "arn:aws:states:::states:startExecution";
  private static final Set<String> PATTERNS =
      Set.of(START, START + ".sync", START + ".sync:2", START + ".waitForTaskToken");
  private static final String SDK = "arn:aws:states:::aws-sdk:sfn:";
  private static final Set<String> ACTIONS =
      Set.of(
          "startExecution",
          "startSyncExecution",
          "sendTaskSuccess",
          "sendTaskFailure",
          "sendTaskHeartbeat",
          "getActivityTask");
  private static final Duration POLL = Duration.ofSeconds(60);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final OwnGuard guard;
  private final Starts starts;
  private final Activities activities;
  private final TaskTokens tokens;

  OwnService(OwnGuard guard, Starts starts, Activities activities, TaskTokens tokens) {
    this.guard = guard;
    this.starts = starts;
    this.activities = activities;
    this.tokens = tokens;
  }

  /// Who calls.
  ///
  /// @param row the execution, null while it is in memory only
  /// @param task its task
  /// @param start what it was started with
  /// @param call the call of the task
  record Caller(@Nullable RowId row, TaskId task, NewExecution start, TaskCall call) {
    String arn() {
      return start.identity().arn();
    }

    String account() {
      return arn().split(":", 6)[4];
    }

    /// The JSON text of who started it.
    String principal() {
      return start.caller();
    }

    /// The same for each run of the attempt, different for every other.
    String key() {
      return call.identity().idempotencyKey();
    }

    /// How long the call may take.
    Duration timeLimit() {
      return call.timeLimit();
    }

    /// Whether its machine is one of the configuration.
    boolean isOfFiles() {
      return OwnGuard.isOfFiles(start.origin());
    }
  }

  /// Whether the resource is answered here.
  static boolean serves(String resource) {
    return PATTERNS.contains(resource)
        || (resource.startsWith(SDK) && ACTIONS.contains(resource.substring(SDK.length())));
  }

  /// Makes a call to a resource that is served here.
  ///
  /// @return empty when the execution is told of the end, or of the submission, through its inbox
  Optional<TaskOutcome> call(Caller caller, String resource, JsonValue arguments)
      throws InterruptedException {
    boolean sdk = resource.startsWith(SDK);
    Optional<TaskOutcome> refusal =
        OwnArguments.refusal(sdk ? resource.substring(SDK.length()) : "startExecution", arguments);
    if (refusal.isPresent()) {
      return refusal;
    }
    try {
      var given = new Given(arguments);
      return sdk
          ? Optional.of(
              new TaskOutcome.Succeeded(action(caller, resource.substring(SDK.length()), given)))
          : start(caller, resource.substring(START.length()), given);
    } catch (WorkflowException e) {
      return Optional.of(failed(e, sdk));
    }
  }

  private static TaskOutcome failed(WorkflowException e, boolean sdk) {
    String exception = e.code().endsWith("Exception") ? e.code() : e.code() + "Exception";
    String request = UUID.randomUUID().toString();
    return sdk
        ? new TaskOutcome.Failed(
            "Sfn." + exception,
            "%s (Service: Sfn, Status Code: 400, Request ID: %s) (SDK Attempt Count: 1)"
                .formatted(e.text(), request))
        : new TaskOutcome.Failed(
            "StepFunctions." + exception,
            "%s (Service: AWSStepFunctions; Status Code: 400; Error Code: %s; Request ID: %s; Proxy: null)"
                .formatted(e.text(), e.code(), request));
  }

  // ---- the optimised integration

  private Optional<TaskOutcome> start(Caller caller, String pattern, Given given)
      throws InterruptedException {
    ParentTask.Reply reply =
        switch (pattern) {
          case ".sync" -> ParentTask.Reply.TEXT;
          case ".sync:2" -> ParentTask.Reply.JSON;
          default -> ParentTask.Reply.NONE;
        };
    Starts.Child child =
        starts.startChild(
            nested(caller, "StartExecution", given),
            parent(caller, reply),
            (arn, time) -> answer(arn, time, caller.key()));
    return reply == ParentTask.Reply.NONE
        ? Optional.of(
            new TaskOutcome.Succeeded(answer(child.arn(), child.startTime(), caller.key())))
        : Optional.empty();
  }

  /// The execution that is to be started, if it may be.
  private Starts.Nested nested(Caller caller, String action, Given given)
      throws InterruptedException {
    StatesArn.Machine machine = given.machine();
    return new Starts.Nested(
        machine,
        given.name(caller),
        given.json("Input", "{}"),
        caller.principal(),
        guard.require(caller, action, machine));
  }

  private static @Nullable ParentTask parent(Caller caller, ParentTask.Reply reply) {
    RowId row = caller.row();
    if (row != null) {
      return new ParentTask(row, caller.task(), reply);
    }
    if (reply == ParentTask.Reply.NONE) {
      return null;
    }
    throw WorkflowException.validation("An Express execution cannot wait for another execution");
  }

  /// The answer of StartExecution as the integration shows it, with that of the HTTP exchange that
  /// it stands for.
  private static JsonObject answer(String arn, Instant startTime, String key) {
    String id = Digests.uuid(key);
    String body =
        "{\"executionArn\":\"%s\",\"startDate\":%s}".formatted(arn, startTime.toEpochMilli() / 1e3);
    String length = Integer.toString(body.getBytes(StandardCharsets.UTF_8).length);
    String date = HTTP_DATE.format(startTime);
    String type = "application/x-amz-json-1.0";
    var all =
        JsonObject.builder()
            .put("x-amzn-RequestId", one(id))
            .put("connection", one("keep-alive"))
            .put("Content-Length", one(length))
            .put("Date", one(date))
            .put("Content-Type", one(type))
            .build();
    var first =
        JsonObject.builder()
            .put("connection", "keep-alive")
            .put("Content-Length", length)
            .put("Content-Type", type)
            .put("Date", date)
            .put("x-amzn-RequestId", id)
            .build();
    return JsonObject.builder()
        .put("ExecutionArn", arn)
        .put(
            "SdkHttpMetadata",
            JsonObject.builder()
                .put("AllHttpHeaders", all)
                .put("HttpHeaders", first)
                .put("HttpStatusCode", 200)
                .build())
        .put("SdkResponseMetadata", JsonObject.of("RequestId", new JsonString(id)))
        .put("StartDate", startTime.toEpochMilli())
        .build();
  }

  private static JsonArray one(String value) {
    return JsonArray.of(List.of(new JsonString(value)));
  }

  // ---- the actions of the SDK

  private JsonObject action(Caller caller, String action, Given given) throws InterruptedException {
    return switch (action) {
      case "startExecution" -> {
        Starts.Child child =
            starts.startChild(
                nested(caller, "StartExecution", given),
                parent(caller, ParentTask.Reply.NONE),
                (arn, time) -> answer(arn, time, caller.key()));
        yield JsonObject.builder()
            .put("ExecutionArn", child.arn())
            .put("StartDate", child.startTime().toString())
            .build();
      }
      case "startSyncExecution" ->
          starts.runChild(nested(caller, "StartSyncExecution", given), caller.timeLimit());
      case "sendTaskSuccess" -> {
        var _ = guard.require(caller, "SendTaskSuccess", null);
        tokens.sendSuccess(
            new TaskTokens.Success(
                caller.account(), given.text("TaskToken"), given.json("Output", "")));
        yield JsonObject.EMPTY;
      }
      case "sendTaskFailure" -> {
        var _ = guard.require(caller, "SendTaskFailure", null);
        tokens.sendFailure(
            new TaskTokens.Failure(
                caller.account(),
                given.text("TaskToken"),
                given.optional("Error"),
                given.optional("Cause")));
        yield JsonObject.EMPTY;
      }
      case "sendTaskHeartbeat" -> {
        var _ = guard.require(caller, "SendTaskHeartbeat", null);
        tokens.sendHeartbeat(new TaskTokens.Heartbeat(caller.account(), given.text("TaskToken")));
        yield JsonObject.EMPTY;
      }
      case "getActivityTask" -> {
        var _ = guard.require(caller, "GetActivityTask", given.activity());
        Optional<Activities.Task> task =
            activities.poll(
                new Activities.Poll(
                    caller.account(),
                    given.text("ActivityArn"),
                    given.optional("WorkerName"),
                    POLL.compareTo(caller.timeLimit()) < 0 ? POLL : caller.timeLimit()));
        yield task.isEmpty()
            ? JsonObject.EMPTY
            : JsonObject.builder()
                .put("Input", task.get().input())
                .put("TaskToken", task.get().taskToken())
                .build();
      }
      default -> throw new AssertionError("not served: " + action);
    };
  }

  /// The arguments of a call.
  private record Given(JsonValue arguments) {
    private @Nullable JsonValue member(String name) {
      JsonValue value = arguments instanceof JsonObject object ? object.get(name) : null;
      return value instanceof JsonNull ? null : value;
    }

    @Nullable String optional(String name) {
      return switch (member(name)) {
        case null -> null;
        case JsonString(String text) -> text;
        case JsonValue other -> JsonWriter.write(other);
      };
    }

    String text(String name) {
      String text = optional(name);
      if (text == null) {
        throw WorkflowException.validation(
            "The field '%s' is required but was missing".formatted(name));
      }
      return text;
    }

    /// A JSON text: that of a member that is a value, or the member itself when it is a text.
    String json(String name, String missing) {
      String text = optional(name);
      return text == null ? missing : text;
    }

    StatesArn.Machine machine() {
      return StatesArn.machine(text("StateMachineArn"));
    }

    /// The activity; null for an ARN that is none, which no activity has.
    @Nullable StatesArn activity() {
      String text = text("ActivityArn");
      try {
        return StatesArn.parse(text);
      } catch (WorkflowException e) {
        return null;
      }
    }

    /// The name that was given, else one that is the same for each run of the attempt.
    String name(Caller caller) {
      String name = optional("Name");
      return name == null ? Digests.uuid(caller.key()) : name;
    }
  }
}
