package org.stepgate.embedded;

import java.util.ArrayList;
import java.util.List;
import org.stepgate.json.JsonDocument;
import org.stepgate.json.JsonPointer;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;
import org.stepgate.json.Position;

/// Gives values back in the very text that they came in, with its white space, as Step Functions
/// does. A value that was made anew, or that is no object or array, is written compactly.
///
/// Confined to one thread at a time.
final class GivenTexts {
  private final List<Source> sources = new ArrayList<>();

  /// @param value an object or an array within the text
  private record Source(String text, JsonValue value, int start) {}

  /// Takes note of all values in a text.
  void add(String text, JsonDocument document) {
    add(text, lineStarts(text), document, document.value(), JsonPointer.ROOT);
  }

  private void add(
      String text, List<Integer> lines, JsonDocument document, JsonValue value, JsonPointer at) {
    if (value instanceof JsonObject object) {
      note(text, lines, document, value, at);
      object
          .members()
          .forEach((name, member) -> add(text, lines, document, member, at.child(name)));
    } else if (value instanceof JsonArray array) {
      note(text, lines, document, value, at);
      for (int i = 0; i < array.size(); i++) {
        add(text, lines, document, array.get(i), at.child(i));
      }
    }
  }

  private void note(
      String text, List<Integer> lines, JsonDocument document, JsonValue value, JsonPointer at) {
    Position position = document.position(at);
    int start = lines.get(position.line() - 1) + position.column() - 1;
    sources.add(new Source(text, value, start));
  }

  /// The text of a value.
  String of(JsonValue value) {
    for (Source source : sources) {
      if (isTakenFrom(value, source.value())) {
        return source.text().substring(source.start(), end(source.text(), source.start()));
      }
    }
    return JsonWriter.write(value);
  }

  /// Whether a value is that value itself, or an array of that array's very elements.
  @SuppressWarnings("ReferenceEquality") // an equal value can have come from elsewhere
  private static boolean isTakenFrom(JsonValue value, JsonValue given) {
    if (value == given) {
      return true;
    }
    if (!(value instanceof JsonArray array)
        || !(given instanceof JsonArray other)
        || array.size() != other.size()
        || array.size() == 0) {
      return false;
    }
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i) != other.get(i)) {
        return false;
      }
    }
    return true;
  }

  /// Where the object or array that starts at `start` ends in well-formed JSON.
  private static int end(String text, int start) {
    int depth = 0;
    boolean quoted = false;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '"' -> quoted = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("the text is no JSON");
  }

  private static List<Integer> lineStarts(String text) {
    var starts = new ArrayList<Integer>(List.of(0));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !followedBy(text, i, '\n'))) {
        starts.add(i + 1);
      }
    }
    return starts;
  }

  private static boolean followedBy(String text, int index, char next) {
    return index + 1 < text.length() && text.charAt(index + 1) == next;
  }
}
