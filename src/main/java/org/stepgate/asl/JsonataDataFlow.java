package org.stepgate.asl;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonObject;

/// Data flow by expressions: Arguments, Output and Assign. Immutable.
///
/// @spec https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html Step
///   Functions, transforming data with JSONata
public final class JsonataDataFlow implements DataFlow {
  /// The flow of a state that sets none of the fields.
  static final JsonataDataFlow DEFAULT = new JsonataDataFlow(null, null, null);

  private final @Nullable PayloadTemplate arguments;
  private final @Nullable PayloadTemplate output;
  private final @Nullable PayloadTemplate assign;

  /// A flow.
  ///
  /// @param arguments null where there are none: the input
  /// @param output null where there is none: the result, or the input of a state without result
  /// @param assign null where nothing is assigned
  JsonataDataFlow(
      @Nullable PayloadTemplate arguments,
      @Nullable PayloadTemplate output,
      @Nullable PayloadTemplate assign) {
    this.arguments = arguments;
    this.output = output;
    this.assign = assign;
  }

  @Override
  public JsonValue effectiveInput(JsonValue input, Scope scope) {
    return scope.reached(
        DataFlowWatch.Step.ARGUMENTS,
        arguments == null ? input : arguments.evaluate(states(input), scope));
  }

  @Override
  public Outcome outcome(JsonValue input, @Nullable JsonValue result, Scope scope) {
    JsonValue standard = result == null ? input : result;
    if (output == null && assign == null) {
      return Outcome.of(standard);
    }
    JsonObject states =
        result == null ? states(input) : JsonObject.of("input", input, "result", result);
    return outcome(standard, states, scope);
  }

  /// What is left behind of a state that has failed.
  Outcome caught(JsonValue input, JsonValue errorOutput, Scope scope) {
    return outcome(errorOutput, JsonObject.of("input", input, "errorOutput", errorOutput), scope);
  }

  private Outcome outcome(JsonValue standard, JsonObject states, Scope scope) {
    Map<String, JsonValue> assigned = JsonPathDataFlow.assigned(assign, states, scope);
    return new Outcome(output == null ? standard : output.evaluate(states, scope), assigned);
  }

  /// What `$states` holds before there is a result.
  static JsonObject states(JsonValue input) {
    return JsonObject.of("input", input);
  }
}
