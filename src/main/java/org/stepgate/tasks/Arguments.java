package org.stepgate.tasks;

import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Reads the arguments of a call. Each fault is a [TaskRefusedException] that names the argument.
/// Values are not repeated in it where they may be secret.
final class Arguments {
  private Arguments() {}

  /// The arguments as an object that has no members but these.
  static JsonObject object(JsonValue arguments, String path, List<String> known) {
    JsonObject object = object(arguments, path);
    for (String name : object.members().keySet()) {
      if (!known.contains(name)) {
        throw TaskRefusedException.badArgument(
            path, "only members of " + String.join(", ", known), "'" + name + "'");
      }
    }
    return object;
  }

  /// The members of an optional object.
  static SequencedMap<String, JsonValue> members(JsonObject arguments, String name) {
    JsonValue value = arguments.get(name);
    return value == null
        ? Collections.unmodifiableSequencedMap(JsonObject.EMPTY.members())
        : object(value, name).members();
  }

  /// A string that has to be there.
  static String string(JsonObject arguments, String name) {
    return switch (arguments.get(name)) {
      case JsonString(String text) -> text;
      case null -> throw TaskRefusedException.badArgument(name, "a string", "nothing");
      case JsonValue other ->
          throw TaskRefusedException.badArgument(name, "a string", other.kind());
    };
  }

  /// A string that may be missing.
  static @Nullable String optionalString(JsonObject arguments, String name) {
    return arguments.has(name) ? string(arguments, name) : null;
  }

  /// A string, number or boolean as text.
  static String scalar(JsonValue value, String path) {
    return switch (value) {
      case JsonString(String text) -> text;
      case JsonNumber(String text) -> text;
      case JsonBoolean(boolean bool) -> Boolean.toString(bool);
      case JsonNull _, JsonArray _, JsonObject _ ->
          throw TaskRefusedException.badArgument(path, "a string, number or boolean", value.kind());
    };
  }

  /// A string, number or boolean, or an array of them, as texts.
  static List<String> scalars(JsonValue value, String path) {
    return value instanceof JsonArray array
        ? array.stream().map(element -> scalar(element, path)).toList()
        : List.of(scalar(value, path));
  }

  private static JsonObject object(JsonValue value, String path) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw TaskRefusedException.badArgument(path, "an object", value.kind());
  }
}
