package org.stepgate.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// What was recorded of an execution, with placeholders where the recording left out what differs
/// from run to run.
final class Recording {
  private static final Pattern PLACEHOLDER = Pattern.compile("<[^<>]*>");
  private static final List<String> WORDS =
      List.of("date", "datetime", "timestamp", "X-Amzn-Trace-Id", "x-amzn-RequestId");

  private final Pattern placeholders;

  /// @param transformers what was replaced in the recording
  Recording(JsonValue transformers) {
    var words = new ArrayList<String>();
    words.add(PLACEHOLDER.pattern());
    if (transformers instanceof JsonArray rules) {
      for (JsonValue rule : rules) {
        String word = ((JsonObject) rule).string("repl");
        if (word != null && !word.isEmpty() && !PLACEHOLDER.matcher(word).find()) {
          words.add(Pattern.quote(word));
        }
      }
    }
    this.placeholders = Pattern.compile(String.join("|", words));
  }

  /// Whether a value is the recorded one, as far as that says. JSON texts are compared as JSON.
  boolean matches(JsonValue recorded, JsonValue actual) {
    return switch (recorded) {
      case JsonObject object ->
          parsed(actual) instanceof JsonObject other
              && names(object).equals(names(other))
              && names(object).stream()
                  .allMatch(name -> matches(object.get(name), other.get(name)));
      case JsonArray array -> {
        boolean same = parsed(actual) instanceof JsonArray other && other.size() == array.size();
        for (int i = 0; same && i < array.size(); i++) {
          same = matches(array.get(i), ((JsonArray) parsed(actual)).get(i));
        }
        yield same;
      }
      case JsonString(String text) ->
          WORDS.contains(text)
              || (actual instanceof JsonString(String other)
                  ? matches(text, other)
                  : matches(text, actual.toString()));
      case JsonNumber number ->
          actual instanceof JsonNumber other
              ? number.compareTo(other) == 0
              : actual instanceof JsonString(String text) && text.equals(number.text());
      default -> recorded.equals(parsed(actual));
    };
  }

  /// The names of the members but for one that Step Functions has added since.
  private static Set<String> names(JsonObject object) {
    var names = new HashSet<>(object.members().keySet());
    names.remove("RedriveCount");
    return names;
  }

  private boolean matches(String recorded, String actual) {
    if (recorded.equals(actual)) {
      return true;
    }
    var pattern = new StringBuilder();
    var found = placeholders.matcher(recorded);
    int end = 0;
    while (found.find()) {
      pattern.append(Pattern.quote(recorded.substring(end, found.start()))).append("(?s:.*?)");
      end = found.end();
    }
    pattern.append(Pattern.quote(recorded.substring(end)));
    if (Pattern.matches(pattern.toString(), actual)) {
      return true;
    }
    JsonValue one = parsed(new JsonString(recorded));
    JsonValue other = parsed(new JsonString(actual));
    return !(one instanceof JsonString) && !(other instanceof JsonString) && matches(one, other);
  }

  /// A text that is JSON as that.
  private static JsonValue parsed(JsonValue value) {
    if (value instanceof JsonString(String text)) {
      try {
        return JsonReader.read(text, JsonLimits.STORED);
      } catch (JsonException _) {
        return value;
      }
    }
    return value;
  }
}
