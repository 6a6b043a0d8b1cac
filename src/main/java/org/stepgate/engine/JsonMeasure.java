package org.stepgate.engine;

import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Size and depth of a JSON value, found without writing its text.
final class JsonMeasure {
  /// What is larger than any limit is measured no further: a value can hold the same part so often
  /// that the size would take long to find, and be no `int`.
  private static final int ENOUGH_BYTES = 16 << 20;

  private int bytes;
  private int deepest;

  private JsonMeasure() {}

  /// Measures a value. Recursion is as deep as the value, which [ExecutionLimits] bounds.
  static JsonMeasure of(JsonValue value) {
    var measure = new JsonMeasure();
    measure.add(value, 0);
    return measure;
  }

  /// The size of the text without white space, in bytes of UTF-8; some size above 16 MiB when it is
  /// larger than that.
  int bytes() {
    return bytes;
  }

  /// How deep arrays and objects are nested, 0 for a scalar.
  int depth() {
    return deepest;
  }

  private void add(JsonValue value, int depth) {
    if (bytes > ENOUGH_BYTES) {
      return;
    }
    switch (value) {
      case JsonNull _ -> bytes += 4;
      case JsonBoolean(boolean bool) -> bytes += bool ? 4 : 5;
      case JsonNumber(String text) -> bytes += text.length();
      case JsonString(String text) -> addString(text);
      case JsonArray array -> {
        deepest = Math.max(deepest, depth + 1);
        bytes += 2 + Math.max(0, array.size() - 1);
        for (JsonValue element : array.elements()) {
          add(element, depth + 1);
        }
      }
      case JsonObject object -> {
        deepest = Math.max(deepest, depth + 1);
        bytes += 2 + Math.max(0, object.size() - 1) + object.size();
        for (var member : object.members().entrySet()) {
          addString(member.getKey());
          add(member.getValue(), depth + 1);
        }
      }
    }
  }

  private void addString(String text) {
    int sum = text.length() + 2;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        sum += isShortEscape(c) ? 1 : 5;
      } else if (c == '"' || c == '\\') {
        sum += 1;
      } else if (c >= 0x80) {
        // A surrogate pair is two characters and four bytes.
        sum += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    bytes += sum;
  }

  private static boolean isShortEscape(char c) {
    return c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f';
  }
}
