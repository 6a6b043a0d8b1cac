package org.stepgate.asl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// A path of names and indexes only, which names at most one value. Reading one allocates nothing.
///
/// @spec https://states-language.net/spec.html#ref-paths Amazon States Language, reference paths
final class ReferencePath implements JsonPath {
  /// The root itself, `$`.
  static final ReferencePath ROOT = new ReferencePath(List.of());

  private final Step[] steps;

  private ReferencePath(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  /// One step down.
  private sealed interface Step {
    @Nullable JsonValue from(JsonValue value);
  }

  private record Name(String name) implements Step {
    @Override
    public @Nullable JsonValue from(JsonValue value) {
      return value instanceof JsonObject object ? object.get(name) : null;
    }

    @Override
    public String toString() {
      return "['" + name + "']";
    }
  }

  /// A negative index counts from the end.
  private record Index(int index) implements Step {
    @Override
    public @Nullable JsonValue from(JsonValue value) {
      if (!(value instanceof JsonArray array)) {
        return null;
      }
      int at = index < 0 ? index + array.size() : index;
      return at >= 0 && at < array.size() ? array.get(at) : null;
    }

    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /// The path that `text` spells, or null when it uses anything but names and indexes.
  static @Nullable ReferencePath tryParse(String text) {
    var steps = new ArrayList<Step>();
    if (!text.startsWith("$") || text.length() > QueryPath.MAX_CHARACTERS) {
      return null;
    }
    int at = 1;
    while (at < text.length()) {
      int end =
          switch (text.charAt(at)) {
            case '.' -> readName(text, at + 1, steps);
            case '[' -> readBrackets(text, at + 1, steps);
            default -> -1;
          };
      if (end < 0) {
        return null;
      }
      at = end;
    }
    return steps.isEmpty() ? ROOT : new ReferencePath(steps);
  }

  private static int readName(String text, int start, List<Step> steps) {
    int end = start;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    if (end == start) {
      return -1;
    }
    steps.add(new Name(text.substring(start, end)));
    return end;
  }

  private static boolean isNameCharacter(char c) {
    return c > ' ' && ".[]()*?@,:'\"".indexOf(c) < 0;
  }

  private static int readBrackets(String text, int start, List<Step> steps) {
    int close = text.indexOf(']', start);
    if (close <= start) {
      return -1;
    }
    char quote = text.charAt(start);
    if (quote == '\'' || quote == '"') {
      return readQuoted(text, start + 1, quote, steps);
    }
    if (quote != '-' && !Character.isDigit(quote)) {
      return -1;
    }
    try {
      steps.add(new Index(Integer.parseInt(text, start, close, 10)));
    } catch (NumberFormatException _) {
      return -1;
    }
    return close + 1;
  }

  /// Reads a name up to its closing quote. A backslash protects a quote of the same kind; before
  /// any other character it is part of the name, as on AWS.
  private static int readQuoted(String text, int start, char quote, List<Step> steps) {
    var name = new StringBuilder();
    int at = start;
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == quote) {
        at++;
      }
      name.append(text.charAt(at));
      at++;
    }
    boolean closed = at + 1 < text.length() && text.charAt(at + 1) == ']';
    if (!closed || name.isEmpty()) {
      return -1;
    }
    steps.add(new Name(name.toString()));
    return at + 2;
  }

  @Override
  public @Nullable JsonValue find(JsonValue root) {
    JsonValue value = root;
    for (Step step : steps) {
      JsonValue next = step.from(value);
      if (next == null) {
        return null;
      }
      value = next;
    }
    return value;
  }

  /// The root with the value of this path replaced by `result`. Objects on the way are created as
  /// needed, arrays are not.
  ///
  /// @return null when the path meets a value that is neither, or an array that is too short
  @Nullable JsonValue replace(JsonValue root, JsonValue result) {
    return replace(root, result, 0);
  }

  private @Nullable JsonValue replace(@Nullable JsonValue value, JsonValue result, int depth) {
    if (depth == steps.length) {
      return result;
    }
    return switch (steps[depth]) {
      case Name(String name) -> {
        if (value != null && !(value instanceof JsonObject)) {
          yield null;
        }
        JsonObject object = value instanceof JsonObject present ? present : JsonObject.EMPTY;
        JsonValue inner = replace(object.get(name), result, depth + 1);
        yield inner == null ? null : object.toBuilder().put(name, inner).build();
      }
      case Index index -> {
        JsonValue element = value == null ? null : index.from(value);
        JsonValue inner = element == null ? null : replace(element, result, depth + 1);
        if (inner == null || !(value instanceof JsonArray array)) {
          yield null;
        }
        var elements = new ArrayList<>(array.elements());
        elements.set(index.index() < 0 ? index.index() + array.size() : index.index(), inner);
        yield JsonArray.of(elements);
      }
    };
  }

  @Override
  public String whyMissing(JsonValue root) {
    JsonValue value = root;
    var passed = new StringBuilder("$");
    for (int i = 0; i < steps.length; i++) {
      JsonValue next = steps[i].from(value);
      if (next == null) {
        return whyMissing(value, i, passed.toString());
      }
      passed.append(steps[i]);
      value = next;
    }
    throw new IllegalArgumentException("nothing is missing");
  }

  private String whyMissing(JsonValue value, int depth, String passed) {
    Step step = steps[depth];
    boolean last = depth == steps.length - 1;
    return switch (step) {
      case Name _ when value instanceof JsonObject && !last ->
          "Missing property in path " + passed + step;
      case Name _ when !(value instanceof JsonObject) ->
          "Expected to find an object with property "
              + step
              + " in path "
              + passed
              + " but found "
              + value.kind()
              + ".";
      case Index _ when !(value instanceof JsonArray) ->
          "Filter: " + step + " can only be applied to arrays. Current context is: " + brief(value);
      case Name _, Index _ -> "No results for path: " + this;
    };
  }

  @Override
  public boolean isBeyondArray(JsonValue root) {
    JsonValue value = root;
    for (Step step : steps) {
      JsonValue next = step.from(value);
      if (next == null) {
        return step instanceof Index && value instanceof JsonArray;
      }
      value = next;
    }
    return false;
  }

  /// The name or index at which [#replace] fails, as a user reads it.
  String failingStep(JsonValue root) {
    JsonValue value = root;
    for (Step step : steps) {
      JsonValue next = step.from(value);
      if (next == null) {
        return step instanceof Name(String name) ? name : step.toString();
      }
      value = next;
    }
    return toString();
  }

  private static String brief(JsonValue value) {
    return value instanceof JsonString(String text) ? text : JsonWriter.write(value);
  }

  /// The path in brackets, such as `$['a'][0]`.
  @Override
  public String toString() {
    var text = new StringBuilder("$");
    for (Step step : steps) {
      text.append(step);
    }
    return text.toString();
  }
}
