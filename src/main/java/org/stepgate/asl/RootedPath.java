package org.stepgate.asl;

import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;

/// A path together with what it starts from: the input (`$`), the context object (`$$`) or a
/// variable (`$name`).
///
/// @param text the path as it was written
/// @param start what it starts from
/// @param path the rest, from that root
record RootedPath(String text, Start start, JsonPath path) {
  /// What a path starts from.
  sealed interface Start {
    /// A start that every state has.
    enum Fixed implements Start {
      /// The data that the field works on.
      INPUT,
      /// The context object.
      CONTEXT
    }

    /// A variable.
    ///
    /// @param name without `$`
    record Variable(String name) implements Start {}
  }

  /// The path `$`.
  static final RootedPath INPUT = new RootedPath("$", Start.Fixed.INPUT, ReferencePath.ROOT);

  /// Compiles a path.
  ///
  /// @throws ExpressionSyntaxException when it is none
  static RootedPath compile(String text) {
    if (text.equals("$")) {
      return INPUT;
    }
    if (text.startsWith("$$")) {
      return new RootedPath(text, Start.Fixed.CONTEXT, JsonPath.compile(text.substring(1)));
    }
    int end = VariableNames.endOfReference(text);
    if (end > 1) {
      String rest = "$" + text.substring(end);
      return new RootedPath(
          text, new Start.Variable(text.substring(1, end)), JsonPath.compile(rest));
    }
    return new RootedPath(text, Start.Fixed.INPUT, JsonPath.compile(text));
  }

  /// Whether the path can name no more than one value.
  boolean isReference() {
    return path instanceof ReferencePath;
  }

  /// What the path selects, or null when it selects nothing.
  ///
  /// @throws EvaluationException when it starts from a variable to which nothing is assigned
  @Nullable JsonValue find(JsonValue input, Scope scope) {
    return find(root(input, scope), path, scope);
  }

  /// What a query gives may be far larger than what it looks at: it is counted.
  private static @Nullable JsonValue find(JsonValue root, JsonPath path, Scope scope) {
    JsonValue value = path.find(root);
    return path instanceof QueryPath && value != null ? scope.made(value) : value;
  }

  /// What the path selects.
  ///
  /// @throws EvaluationException `States.Runtime` when it selects nothing
  JsonValue require(JsonValue input, Scope scope) {
    JsonValue root = root(input, scope);
    JsonValue value = find(root, path, scope);
    if (value == null) {
      throw new EvaluationException(
          "States.Runtime", "Invalid path '" + text + "' : " + path.whyMissing(root));
    }
    return value;
  }

  /// Whether the path selects something; false also for a variable to which nothing is assigned.
  boolean isPresent(JsonValue input, Scope scope) {
    return switch (start) {
      case Start.Variable(String name) when scope.variable(name) == null -> false;
      case Start.Variable _, Start.Fixed _ -> find(input, scope) != null;
    };
  }

  /// Whether the path selects nothing because an array is too short.
  boolean isBeyondArray(JsonValue input, Scope scope) {
    return path.isBeyondArray(root(input, scope));
  }

  /// The value that the path starts from.
  ///
  /// @throws EvaluationException `States.Runtime` when nothing is assigned to the variable
  JsonValue root(JsonValue input, Scope scope) {
    return switch (start) {
      case Start.Fixed.INPUT -> input;
      case Start.Fixed.CONTEXT -> scope.context();
      case Start.Variable(String name) -> {
        JsonValue value = scope.variable(name);
        if (value == null) {
          throw new EvaluationException(
              "States.Runtime",
              "The variable '$%s' of the path '%s' has no value: nothing has been assigned to it"
                  .formatted(name, text));
        }
        yield value;
      }
    };
  }
}
