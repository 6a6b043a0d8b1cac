package org.stepgate.embedded;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.MapDistribution;
import org.stepgate.asl.State;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.tasks.ResultModel;
import org.stepgate.workflow.StateTest.FieldValidation;
import org.stepgate.workflow.WorkflowException;

/// Checks that a mocked result is one that the state could have.
final class MockedResult {
  private final ResultModel model;

  /// @param model what the results of tasks look like
  MockedResult(ResultModel model) {
    this.model = model;
  }

  /// Refuses a result that the state cannot have.
  ///
  /// @throws WorkflowException `ValidationException`
  void check(State state, JsonValue result, FieldValidation validation) {
    String wrong =
        switch (state) {
          case State.Task task -> taskFault(task, result, validation);
          case State.Parallel parallel -> parallelFault(parallel, result);
          case State.Map map when writesResults(map) ->
              result instanceof JsonObject ? null : "Mocked result must be a JSON object.";
          case State.Map _ ->
              result instanceof JsonArray ? null : "Mocked result must be an array.";
          case State.Pass _, State.Choice _, State.Wait _, State.Succeed _, State.Fail _ -> null;
        };
    if (wrong != null) {
      throw WorkflowException.validation(wrong);
    }
  }

  private static boolean writesResults(State.Map map) {
    MapDistribution distribution = map.distribution();
    return distribution != null && distribution.writer() != null;
  }

  private @Nullable String taskFault(
      State.Task task, JsonValue result, FieldValidation validation) {
    Optional<String> fault =
        switch (validation) {
          case STRICT -> model.fault(task.resource(), result, true);
          case PRESENT -> model.fault(task.resource(), result, false);
          case NONE -> Optional.empty();
        };
    return fault.map(text -> "Mock result schema validation error: " + text).orElse(null);
  }

  private static @Nullable String parallelFault(State.Parallel parallel, JsonValue result) {
    if (!(result instanceof JsonArray outputs)) {
      return "Mocked result must be an array.";
    }
    return outputs.size() == parallel.branches().size()
        ? null
        : "Mocked result must contain the same number of items as number of Parallel branches.";
  }
}
