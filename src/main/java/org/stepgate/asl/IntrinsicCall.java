package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonWriter;

/// A call of an intrinsic function.
///
/// @param function what is called
/// @param arguments as many as the function takes
record IntrinsicCall(IntrinsicFunction function, List<Argument> arguments) {
  /// Copies the arguments.
  IntrinsicCall {
    arguments = List.copyOf(arguments);
  }

  /// One argument.
  sealed interface Argument {}

  /// A value that stands in the definition.
  record Literal(JsonValue value) implements Argument {}

  /// A value taken from the input or the context object.
  record PathArgument(RootedPath path) implements Argument {}

  /// The result of another call.
  record Nested(IntrinsicCall call) implements Argument {}

  /// The paths among its arguments and those of nested calls.
  List<RootedPath> paths() {
    var paths = new ArrayList<RootedPath>();
    for (Argument argument : arguments) {
      switch (argument) {
        case PathArgument(RootedPath path) -> paths.add(path);
        case Nested(IntrinsicCall call) -> paths.addAll(call.paths());
        case Literal _ -> {}
      }
    }
    return paths;
  }

  /// The result.
  ///
  /// @throws IntrinsicException when an argument is missing or does not fit
  JsonValue evaluate(JsonValue input, Scope scope) {
    var values = new ArrayList<JsonValue>(arguments.size());
    for (Argument argument : arguments) {
      values.add(
          switch (argument) {
            case Literal(JsonValue value) -> value;
            case PathArgument(RootedPath path) -> select(path, input, scope);
            case Nested(IntrinsicCall call) -> scope.made(call.evaluate(input, scope));
          });
    }
    for (int i = 0; i < values.size(); i++) {
      IntrinsicFunction.Kind kind = function.kind(i);
      if (!kind.accepts(values.get(i))) {
        throw IntrinsicException.failure(
            "argument %d of %s must be %s".formatted(i + 1, function.fullName(), kind.phrase()));
      }
    }
    return function.apply(values, scope);
  }

  private static JsonValue select(RootedPath path, JsonValue input, Scope scope) {
    JsonValue value = path.find(input, scope);
    if (value == null) {
      throw IntrinsicException.missing(path.text(), JsonWriter.write(input));
    }
    return value;
  }
}
