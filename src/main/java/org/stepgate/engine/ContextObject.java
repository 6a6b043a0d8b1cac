package org.stepgate.engine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.Scope;
import org.stepgate.asl.State;
import org.stepgate.engine.Execution.Identity;
import org.stepgate.engine.Frame.Visit;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;

/// Builds the context object (`$$`) when an expression asks for it.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html Step
///   Functions, context object
final class ContextObject {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private ContextObject() {}

  /// What the expressions of a state can see.
  ///
  /// @param thread the thread that is in the state
  /// @param token the task token, null when there is none
  static Scope scope(
      Changes changes, Frame thread, State state, Visit visit, @Nullable String token) {
    return new Scope(
        () -> {
          JsonObject given = changes.probe().context();
          if (given != null) {
            return given;
          }
          Frame iteration = Graphs.iteration(changes, thread);
          JsonObject item = iteration == null ? null : item(changes, iteration);
          return build(changes, state, visit, token, item);
        },
        name -> variable(changes, thread, name),
        changes.evaluation(),
        changes.probe());
  }

  /// What the ItemSelector of a Map state can see.
  static Scope itemScope(
      Changes changes, Frame thread, State.Map state, Visit visit, int index, JsonValue value) {
    return itemScope(changes, thread, state, visit, () -> itemObject(index, value));
  }

  /// As the other.
  ///
  /// @param item gives `Map` of the context object
  static Scope itemScope(
      Changes changes, Frame thread, State.Map state, Visit visit, Supplier<JsonObject> item) {
    return new Scope(
        () -> {
          JsonObject given = changes.probe().context();
          return given == null
              ? build(changes, state, visit, null, item.get())
              : given.toBuilder().put("Map", item.get()).build();
        },
        name -> variable(changes, thread, name),
        changes.evaluation(),
        changes.probe());
  }

  /// The value of a variable in the scope of the thread or in one around it, the innermost first.
  private static @Nullable JsonValue variable(Changes changes, Frame thread, String name) {
    Frame scope = thread;
    while (true) {
      Payload value = scope.variables().get(name);
      if (value != null) {
        return value.json();
      }
      if (scope.id().equals(FrameId.ROOT)) {
        return null;
      }
      scope = Graphs.owner(changes, scope);
    }
  }

  private static JsonObject item(Changes changes, Frame iteration) {
    Payload items = Graphs.fan(changes.require(iteration.parent())).source();
    return itemObject(iteration.index(), ((JsonArray) items.json()).get(iteration.index()));
  }

  private static JsonObject itemObject(int index, JsonValue value) {
    return JsonObject.of(
        "Item", JsonObject.builder().put("Index", index).put("Value", value).build());
  }

  private static JsonObject build(
      Changes changes,
      State state,
      Visit visit,
      @Nullable String token,
      @Nullable JsonObject item) {
    Identity identity = changes.execution().identity();
    int redriveCount = changes.redriveCount();
    var context = JsonObject.builder();
    context.put(
        "Execution",
        JsonObject.builder()
            .put("Id", identity.arn())
            .put("Input", identity.input().json())
            .put("StartTime", time(identity.startTime()))
            .put("Name", identity.name())
            .put("RoleArn", identity.roleArn())
            .put("RedriveCount", redriveCount)
            .build());
    context.put(
        "StateMachine",
        JsonObject.builder()
            .put("Id", identity.machineArn())
            .put("Name", identity.machineName())
            .build());
    var inState =
        JsonObject.builder()
            .put("Name", visit.state())
            .put("EnteredTime", time(visit.enteredTime()));
    if (canRetry(state)) {
      inState.put("RetryCount", visit.retryCount());
    }
    context.put("State", inState.build());
    if (token != null) {
      context.put("Task", JsonObject.builder().put("Token", token).build());
    }
    context.putIfPresent("Map", item);
    return context.build();
  }

  private static boolean canRetry(State state) {
    return switch (state) {
      case State.Task _, State.Parallel _, State.Map _ -> true;
      case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> false;
    };
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
