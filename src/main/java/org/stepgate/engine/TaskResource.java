package org.stepgate.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.engine.HistoryEvent.Detail;

/// What a Task state calls, and the history events that its kind of call has.
///
/// @param arn the whole resource
/// @param function true for a function named by its own ARN, whose events are those of a function
/// @param type the service, such as `http`; empty for a function
/// @param name the action with its integration pattern, such as `invoke.waitForTaskToken`; empty
///   for a function
record TaskResource(String arn, boolean function, String type, String name) {
  private static final String FUNCTION = "arn:aws:lambda:";
  private static final String SERVICE = "arn:aws:states:::";
  private static final String TOKEN = ".waitForTaskToken";

  /// The parts of a resource.
  static TaskResource of(String arn) {
    if (arn.startsWith(FUNCTION)) {
      return new TaskResource(arn, true, "", "");
    }
    String call = arn.startsWith(SERVICE) ? arn.substring(SERVICE.length()) : arn;
    int colon = call.lastIndexOf(':');
    return new TaskResource(
        arn, false, call.substring(0, Math.max(0, colon)), call.substring(colon + 1));
  }

  /// True when the task ends by its token and not with the call.
  boolean waitsForToken() {
    return name.endsWith(TOKEN);
  }

  /// What the cause of a result that is too large names.
  String label() {
    return function ? arn : type;
  }

  /// What one attempt is scheduled with.
  ///
  /// @param role the ARN of the role that it takes on; null for the machine's own
  record Call(
      Payload arguments,
      @Nullable Long timeoutSeconds,
      @Nullable Long heartbeatSeconds,
      @Nullable String role) {}

  long scheduled(Changes changes, long previousId, Call call) {
    var details = new ArrayList<Detail>(6);
    if (function) {
      details.add(new Detail.Text("resource", arn));
      details.add(new Detail.Data("input", call.arguments()));
    } else {
      details.addAll(named());
      details.add(new Detail.Text("region", region(changes.execution().identity().arn())));
      details.add(new Detail.Data("parameters", call.arguments()));
    }
    if (call.timeoutSeconds() != null) {
      details.add(new Detail.Count("timeoutInSeconds", call.timeoutSeconds()));
    }
    if (call.heartbeatSeconds() != null && !function) {
      details.add(new Detail.Count("heartbeatInSeconds", call.heartbeatSeconds()));
    }
    if (call.role() != null) {
      details.add(new Detail.Nested("taskCredentials", "roleArn", call.role()));
    }
    return emit(
        changes,
        function ? HistoryEventType.LambdaFunctionScheduled : HistoryEventType.TaskScheduled,
        previousId,
        details);
  }

  long started(Changes changes, long previousId) {
    return emit(
        changes,
        function ? HistoryEventType.LambdaFunctionStarted : HistoryEventType.TaskStarted,
        previousId,
        named());
  }

  long succeeded(Changes changes, long previousId, Payload output) {
    var details = new ArrayList<>(named());
    details.add(new Detail.Data("output", output));
    return emit(
        changes,
        function ? HistoryEventType.LambdaFunctionSucceeded : HistoryEventType.TaskSucceeded,
        previousId,
        details);
  }

  /// The call has failed or taken too long, which its error says.
  long failed(Changes changes, long previousId, Failure failure) {
    var details = new ArrayList<>(named());
    details.addAll(List.of(StateEvents.details(failure)));
    return emit(changes, failedType(failure), previousId, details);
  }

  private HistoryEventType failedType(Failure failure) {
    if (Failure.TIMEOUT.equals(failure.error())) {
      return function ? HistoryEventType.LambdaFunctionTimedOut : HistoryEventType.TaskTimedOut;
    }
    return function ? HistoryEventType.LambdaFunctionFailed : HistoryEventType.TaskFailed;
  }

  private List<Detail> named() {
    return function
        ? List.of()
        : List.of(new Detail.Text("resourceType", type), new Detail.Text("resource", name));
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
