package org.stepgate.awsapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The fields of a request, or of a structure in it, which have passed their constraints. A field
/// that is `null` is missing.
///
/// @param json the object
record Input(JsonObject json) {
  /// A text that the constraints require.
  String text(String name) {
    return optionalText(name).orElseThrow(() -> unchecked(name));
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(json.string(name));
  }

  /// `true` or `false`, `fallback` when it is missing.
  boolean flag(String name, boolean fallback) {
    return json.get(name) instanceof JsonBoolean(boolean flag) ? flag : fallback;
  }

  /// A whole number; a fraction is cut off, as AWS does.
  Optional<Long> whole(String name) {
    return real(name).map(Double::longValue);
  }

  Optional<Double> real(String name) {
    return json.get(name) instanceof JsonNumber number
        ? Optional.of(number.toDouble())
        : Optional.empty();
  }

  /// One of the constants of an enum, by the name that it has in the API.
  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return optionalText(name).map(text -> Enum.valueOf(type, text));
  }

  Optional<Input> structure(String name) {
    return json.get(name) instanceof JsonObject object
        ? Optional.of(new Input(object))
        : Optional.empty();
  }

  /// The structures of a list.
  Optional<List<Input>> structures(String name) {
    if (!(json.get(name) instanceof JsonArray array)) {
      return Optional.empty();
    }
    var structures = new ArrayList<Input>();
    for (var element : array) {
      if (element instanceof JsonObject object) {
        structures.add(new Input(object));
      }
    }
    return Optional.of(structures);
  }

  /// The texts of a list; empty when it is missing.
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    if (json.get(name) instanceof JsonArray array) {
      for (var element : array) {
        if (element instanceof JsonString(String text)) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static IllegalStateException unchecked(String name) {
    return new IllegalStateException("the constraints let " + name + " be missing");
  }
}
