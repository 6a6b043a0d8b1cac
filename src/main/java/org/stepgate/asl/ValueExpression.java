package org.stepgate.asl;

import org.stepgate.json.JsonValue;

/// What gives a value of a template: under a name that ends in `.$` a path or a call of an
/// intrinsic function, in JSONata states an expression. Immutable.
sealed interface ValueExpression
    permits ValueExpression.Path, ValueExpression.Intrinsic, JsonataTerm {
  /// The value for this input.
  ///
  /// @param input what the paths start from; for JSONata, what `$states` holds
  /// @throws EvaluationException when there is none
  JsonValue evaluate(JsonValue input, Scope scope);

  /// Compiles the value of the field `field`.
  ///
  /// @throws ExpressionSyntaxException when it is neither a path nor a call
  static ValueExpression compile(String field, String text) {
    return text.startsWith("$")
        ? new Path(field, RootedPath.compile(text))
        : new Intrinsic(text, IntrinsicParser.parse(text));
  }

  /// A path, whose field is named when it selects nothing. An index beyond the end of an array
  /// gives `null`, as on AWS.
  ///
  /// @param field the name as it was written, such as `sku.$` or `ErrorPath`
  record Path(String field, RootedPath path) implements ValueExpression {
    @Override
    public JsonValue evaluate(JsonValue input, Scope scope) {
      JsonValue value = path.find(input, scope);
      if (value != null) {
        return value;
      }
      if (path.isBeyondArray(input, scope)) {
        return JsonValue.JsonNull.NULL;
      }
      throw new EvaluationException(
          "States.Runtime",
          "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
              .formatted(path.text(), field, input));
    }
  }

  /// A call of an intrinsic function.
  ///
  /// @param text the whole expression as it was written, which each failure names
  record Intrinsic(String text, IntrinsicCall call) implements ValueExpression {
    @Override
    public JsonValue evaluate(JsonValue input, Scope scope) {
      try {
        return call.evaluate(input, scope);
      } catch (IntrinsicException e) {
        throw new EvaluationException(
            e.error(),
            "The function '%s' had the following error: %s".formatted(text, e.getMessage()));
      }
    }
  }
}
