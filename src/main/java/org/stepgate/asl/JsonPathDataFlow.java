package org.stepgate.asl;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.DataFlowWatch.Step;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// Data flow by paths: InputPath, Parameters, ResultSelector, Assign, ResultPath and OutputPath.
/// Immutable.
public final class JsonPathDataFlow implements DataFlow {
  /// The flow of a state that sets none of the fields: the result replaces the input.
  static final JsonPathDataFlow DEFAULT =
      new JsonPathDataFlow(
          RootedPath.INPUT, null, null, null, ReferencePath.ROOT, RootedPath.INPUT);

  private final @Nullable RootedPath inputPath;
  private final @Nullable PayloadTemplate parameters;
  private final @Nullable PayloadTemplate resultSelector;
  private final @Nullable PayloadTemplate assign;
  private final @Nullable ReferencePath resultPath;
  private final @Nullable RootedPath outputPath;

  /// A flow.
  ///
  /// @param inputPath null where the definition says `null`: an empty object
  /// @param parameters null where there are none
  /// @param resultSelector null where there is none
  /// @param assign new values of variables, made of the result after `resultSelector`; null where
  ///   there are none
  /// @param resultPath null where the definition says `null`: the input stays as it is
  /// @param outputPath null where the definition says `null`: an empty object
  JsonPathDataFlow(
      @Nullable RootedPath inputPath,
      @Nullable PayloadTemplate parameters,
      @Nullable PayloadTemplate resultSelector,
      @Nullable PayloadTemplate assign,
      @Nullable ReferencePath resultPath,
      @Nullable RootedPath outputPath) {
    this.inputPath = inputPath;
    this.parameters = parameters;
    this.resultSelector = resultSelector;
    this.assign = assign;
    this.resultPath = resultPath;
    this.outputPath = outputPath;
  }

  @Override
  public JsonValue effectiveInput(JsonValue input, Scope scope) {
    JsonValue selected = scope.reached(Step.INPUT_PATH, select(inputPath, input, scope));
    return scope.reached(
        Step.PARAMETERS, parameters == null ? selected : parameters.evaluate(selected, scope));
  }

  @Override
  public Outcome outcome(JsonValue input, @Nullable JsonValue result, Scope scope) {
    JsonValue produced = result == null ? effectiveInput(input, scope) : result;
    JsonValue selected =
        scope.reached(
            Step.RESULT_SELECTOR,
            resultSelector == null ? produced : resultSelector.evaluate(produced, scope));
    Map<String, JsonValue> assigned = assigned(assign, selected, scope);
    JsonValue placed = scope.reached(Step.RESULT_PATH, place(resultPath, input, selected));
    JsonValue output = select(outputPath, placed, scope);
    return new Outcome(output, assigned);
  }

  /// The same flow with other variables.
  JsonPathDataFlow withAssign(@Nullable PayloadTemplate other) {
    return new JsonPathDataFlow(
        inputPath, parameters, resultSelector, other, resultPath, outputPath);
  }

  /// What the Assign field `assign` gives to variables, nothing when it is null.
  ///
  /// @throws EvaluationException when an expression does not apply
  static Map<String, JsonValue> assigned(
      @Nullable PayloadTemplate assign, JsonValue from, Scope scope) {
    return assign != null && assign.evaluate(from, scope) instanceof JsonObject values
        ? values.members()
        : Map.of();
  }

  private static JsonValue select(@Nullable RootedPath path, JsonValue value, Scope scope) {
    return path == null ? JsonObject.EMPTY : path.require(value, scope);
  }

  /// The input with `result` at the ResultPath `path`, null for the input as it is.
  ///
  /// @throws EvaluationException `States.ResultPathMatchFailure`
  static JsonValue place(@Nullable ReferencePath path, JsonValue input, JsonValue result) {
    if (path == null) {
      return input;
    }
    JsonValue placed = path.replace(input, result);
    if (placed == null) {
      throw new EvaluationException(
          "States.ResultPathMatchFailure",
          "Unable to apply step \"%s\" to input %s".formatted(path.failingStep(input), input));
    }
    return placed;
  }
}
