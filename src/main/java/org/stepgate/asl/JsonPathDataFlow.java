package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// Data flow by paths: InputPath, Parameters, ResultSelector, ResultPath and OutputPath.
public final class JsonPathDataFlow implements DataFlow {
  JsonPathDataFlow() {}

  @Override
  public JsonValue effectiveInput(JsonValue input, Scope scope) {
    return input;
  }

  @Override
  public JsonValue output(JsonValue input, JsonValue result, Scope scope) {
    return result;
  }
}
