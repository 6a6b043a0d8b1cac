package org.stepgate.json;

import java.nio.charset.StandardCharsets;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Writes JSON texts: members in their order, control characters escaped, all else as it is.
public final class JsonWriter {
  private static final int USUAL_CHARACTERS = 512;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private JsonWriter() {}

  /// The value without white space.
  public static String write(JsonValue value) {
    var out = new StringBuilder(USUAL_CHARACTERS);
    append(out, value);
    return out.toString();
  }

  /// The value without white space, in UTF-8.
  public static byte[] writeUtf8(JsonValue value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  /// The value on several lines, indented by two spaces, for people.
  public static String writePretty(JsonValue value) {
    var out = new StringBuilder();
    appendPretty(out, value, 0);
    return out.toString();
  }

  /// Appends the value without white space.
  public static void append(StringBuilder out, JsonValue value) {
    switch (value) {
      case JsonNull _ -> out.append("null");
      case JsonBoolean(boolean bool) -> out.append(bool);
      case JsonNumber(String text) -> out.append(text);
      case JsonString(String text) -> appendString(out, text);
      case JsonArray array -> {
        char separator = '[';
        for (JsonValue element : array) {
          out.append(separator);
          append(out, element);
          separator = ',';
        }
        out.append(array.size() == 0 ? "[]" : "]");
      }
      case JsonObject object -> {
        char separator = '{';
        for (var member : object.members().entrySet()) {
          out.append(separator);
          appendString(out, member.getKey());
          out.append(':');
          append(out, member.getValue());
          separator = ',';
        }
        out.append(object.size() == 0 ? "{}" : "}");
      }
    }
  }

  /// Appends a string in quotes, escaped.
  public static void appendString(StringBuilder out, String text) {
    out.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, copied, i);
      appendEscaped(out, c);
      copied = i + 1;
    }
    out.append(text, copied, text.length()).append('"');
  }

  private static void appendEscaped(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
    }
  }

  private static void appendPretty(StringBuilder out, JsonValue value, int level) {
    switch (value) {
      case JsonArray array when array.size() > 0 -> {
        String separator = "[\n";
        for (JsonValue element : array) {
          out.append(separator).repeat(' ', 2 * (level + 1));
          appendPretty(out, element, level + 1);
          separator = ",\n";
        }
        out.append('\n').repeat(' ', 2 * level).append(']');
      }
      case JsonObject object when object.size() > 0 -> {
        String separator = "{\n";
        for (var member : object.members().entrySet()) {
          out.append(separator).repeat(' ', 2 * (level + 1));
          appendString(out, member.getKey());
          out.append(": ");
          appendPretty(out, member.getValue(), level + 1);
          separator = ",\n";
        }
        out.append('\n').repeat(' ', 2 * level).append('}');
      }
      default -> append(out, value);
    }
  }
}
