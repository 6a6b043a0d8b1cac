package org.stepgate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.HistoryEvent.Detail;

/// What a Task state calls, and the history events that its kind of call has.
///
/// @param arn the whole resource
/// @param kind decides which events it has
/// @param type the service, such as `http`; empty unless it is one
/// @param name the action with its integration pattern, such as `invoke.waitForTaskToken`; empty
///   unless it is that of a service
record TaskResource(String arn, Kind kind, String type, String name) {
  private static final String FUNCTION = "arn:aws:lambda:";
  private static final String SERVICE = "arn:aws:states:::";
  private static final Pattern ACTIVITY =
      Pattern.compile("arn:[^:]+:states:[^:]+:[^:]+:activity:.+");
  private static final String TOKEN = ".waitForTaskToken";
  private static final Pattern JOB = Pattern.compile(".*\\.sync(:\\d+)?");

  /// The kinds of calls.
  enum Kind {
    /// A function that is named by its own ARN.
    FUNCTION,
    /// Work for whoever polls for it.
    ACTIVITY,
    /// An action of a service.
    SERVICE
  }

  /// The parts of a resource.
  static TaskResource of(String arn) {
    if (arn.startsWith(FUNCTION)) {
      return new TaskResource(arn, Kind.FUNCTION, "", "");
    }
    if (isActivity(arn)) {
      return new TaskResource(arn, Kind.ACTIVITY, "", "");
    }
    String call = arn.startsWith(SERVICE) ? arn.substring(SERVICE.length()) : arn;
    int colon = JOB.matcher(call).matches() ? call.indexOf(':') : call.lastIndexOf(':');
    return new TaskResource(
        arn, Kind.SERVICE, call.substring(0, Math.max(0, colon)), call.substring(colon + 1));
  }

  /// True when the ARN is that of an activity.
  static boolean isActivity(String arn) {
    return ACTIVITY.matcher(arn).matches();
  }

  /// True when the task can be ended by a token: an activity, a call whose end comes later, and a
  /// job, which may be ended so before it ends by itself.
  boolean hasToken() {
    return kind == Kind.ACTIVITY || name.endsWith(TOKEN) || JOB.matcher(name).matches();
  }

  /// What the cause of a result that is too large names.
  String label() {
    return kind == Kind.SERVICE ? type : arn;
  }

  /// What one attempt is scheduled with.
  ///
  /// @param role the ARN of the role that it takes on; null for the machine's own
  record Call(
      Payload arguments,
      @Nullable Long timeoutSeconds,
      @Nullable Long heartbeatSeconds,
      @Nullable String role) {}

  /// The call is asked for.
  ///
  /// @return the event that what the thread does next follows
  long scheduled(Changes changes, long previousId, Call call) {
    var details = new ArrayList<Detail>(6);
    if (kind == Kind.SERVICE) {
      details.addAll(named());
      details.add(new Detail.Text("region", region(changes.execution().identity().arn())));
      details.add(new Detail.Data("parameters", call.arguments()));
    } else {
      details.add(new Detail.Text("resource", arn));
      details.add(new Detail.Data("input", call.arguments()));
    }
    if (call.timeoutSeconds() != null) {
      details.add(new Detail.Count("timeoutInSeconds", call.timeoutSeconds()));
    }
    if (call.heartbeatSeconds() != null && kind != Kind.FUNCTION) {
      details.add(new Detail.Count("heartbeatInSeconds", call.heartbeatSeconds()));
    }
    if (call.role() != null) {
      details.add(new Detail.Nested("taskCredentials", "roleArn", call.role()));
    }
    long scheduled =
        emit(
            changes,
            switch (kind) {
              case FUNCTION -> HistoryEventType.LambdaFunctionScheduled;
              case ACTIVITY -> HistoryEventType.ActivityScheduled;
              case SERVICE -> HistoryEventType.TaskScheduled;
            },
            previousId,
            details);
    return switch (kind) {
      case FUNCTION -> emit(changes, HistoryEventType.LambdaFunctionStarted, scheduled, List.of());
      case ACTIVITY -> scheduled;
      case SERVICE -> emit(changes, HistoryEventType.TaskStarted, scheduled, named());
    };
  }

  /// A worker has taken the work of the activity.
  static long taken(Changes changes, long previousId, @Nullable String workerName) {
    return emit(
        changes,
        HistoryEventType.ActivityStarted,
        previousId,
        workerName == null ? List.of() : List.of(new Detail.Text("workerName", workerName)));
  }

  /// The service has taken the call.
  long submitted(Changes changes, long previousId, Payload output) {
    var details = new ArrayList<>(named());
    details.add(new Detail.Data("output", output));
    return emit(changes, HistoryEventType.TaskSubmitted, previousId, details);
  }

  long succeeded(Changes changes, long previousId, Payload output) {
    var details = new ArrayList<>(named());
    details.add(new Detail.Data("output", output));
    HistoryEventType type =
        switch (kind) {
          case FUNCTION -> HistoryEventType.LambdaFunctionSucceeded;
          case ACTIVITY -> HistoryEventType.ActivitySucceeded;
          case SERVICE -> HistoryEventType.TaskSucceeded;
        };
    return emit(changes, type, previousId, details);
  }

  /// The call has failed or taken too long, which its error says.
  long failed(Changes changes, long previousId, Failure failure) {
    var details = new ArrayList<>(named());
    details.addAll(List.of(StateEvents.details(failure)));
    boolean late = Failure.TIMEOUT.equals(failure.error());
    HistoryEventType type =
        switch (kind) {
          case FUNCTION ->
              late
                  ? HistoryEventType.LambdaFunctionTimedOut
                  : HistoryEventType.LambdaFunctionFailed;
          case ACTIVITY ->
              late ? HistoryEventType.ActivityTimedOut : HistoryEventType.ActivityFailed;
          case SERVICE -> late ? HistoryEventType.TaskTimedOut : HistoryEventType.TaskFailed;
        };
    return emit(changes, type, previousId, details);
  }

  private List<Detail> named() {
    return kind == Kind.SERVICE
        ? List.of(new Detail.Text("resourceType", type), new Detail.Text("resource", name))
        : List.of();
  }

  private static long emit(
      Changes changes, HistoryEventType type, long previousId, List<Detail> details) {
    return changes.emit(type, previousId, details.toArray(Detail[]::new));
  }

  /// The region that an ARN names, the empty text when it names none.
  private static String region(String arn) {
    String[] parts = arn.split(":", 5);
    return parts.length == 5 ? parts[3] : "";
  }
}
