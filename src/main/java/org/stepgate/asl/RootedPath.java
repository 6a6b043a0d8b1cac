package org.stepgate.asl;

import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// A path together with what it starts from: the input (`$`) or the context object (`$$`).
///
/// @param text the path as it was written
/// @param ofContext whether it starts from the context object
/// @param path the rest, from that root
record RootedPath(String text, boolean ofContext, JsonPath path) {
  /// The path `$`.
  static final RootedPath INPUT = new RootedPath("$", false, ReferencePath.ROOT);

  /// Compiles a path.
  ///
  /// @throws ExpressionSyntaxException when it is none, or starts from a variable (`$name`)
  static RootedPath compile(String text) {
    if (text.equals("$")) {
      return INPUT;
    }
    if (text.startsWith("$$")) {
      return new RootedPath(text, true, JsonPath.compile(text.substring(1)));
    }
    if (text.length() > 1 && text.charAt(0) == '$' && Character.isLetter(text.charAt(1))) {
      throw ExpressionSyntaxException.unsupported(
          "Variables such as '" + text + "' are not supported yet in this version");
    }
    return new RootedPath(text, false, JsonPath.compile(text));
  }

  /// Whether the path can name no more than one value.
  boolean isReference() {
    return path instanceof ReferencePath;
  }

  /// What the path selects, or null when it selects nothing.
  @Nullable JsonValue find(JsonValue input, Scope scope) {
    return path.find(root(input, scope));
  }

  /// What the path selects.
  ///
  /// @throws EvaluationException `States.Runtime` when it selects nothing
  JsonValue require(JsonValue input, Scope scope) {
    JsonValue value = find(input, scope);
    if (value == null) {
      throw new EvaluationException(
          "States.Runtime", "Invalid path '" + text + "' : " + path.whyMissing(root(input, scope)));
    }
    return value;
  }

  /// Whether the path selects nothing because an array is too short.
  boolean isBeyondArray(JsonValue input, Scope scope) {
    return path.isBeyondArray(root(input, scope));
  }

  private JsonValue root(JsonValue input, Scope scope) {
    return ofContext ? scope.context() : input;
  }
}
