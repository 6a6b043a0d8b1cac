package org.stepgate.asl;

import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// A compiled path, applied to one root value. Immutable.
sealed interface JsonPath permits ReferencePath, QueryPath {
  /// What the path selects, or null when it selects nothing. An indefinite path selects an array,
  /// which is empty when nothing matches.
  ///
  /// @throws EvaluationException `States.Runtime` when the path costs more than its bound
  @Nullable JsonValue find(JsonValue root);

  /// Why [#find] gives null for `root`, in the words of the library that Step Functions uses.
  String whyMissing(JsonValue root);

  /// True when [#find] gives null for no other reason than that an array is too short.
  boolean isBeyondArray(JsonValue root);

  /// Compiles a path that starts with `$`, which stands for the root.
  ///
  /// @throws ExpressionSyntaxException when it is no path
  static JsonPath compile(String text) {
    ReferencePath reference = ReferencePath.tryParse(text);
    return reference == null ? QueryPath.compile(text) : reference;
  }
}
