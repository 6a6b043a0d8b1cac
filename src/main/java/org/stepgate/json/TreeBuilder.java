package org.stepgate.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/// Builds the values of one text from the tokens of a Jackson parser, with or without positions.
/// Used once, by one thread. Recursion is bounded by [JsonLimits#depth].
final class TreeBuilder {
  /// How Jackson begins its message about a YAML key of another form.
  private static final String NO_NAME = "Expected a field name";

  private static final Pattern HIDDEN_SOURCE =
      Pattern.compile("\\[Source: REDACTED \\([^)]*\\); line: ([0-9]+), column: ([0-9]+)\\]");

  private final JsonLimits limits;
  private final boolean located;
  private final String text;
  private final int[] codePoints;
  private final Map<JsonPointer, Position> positions;
  private final Map<JsonPointer, Position> namePositions;

  TreeBuilder(JsonLimits limits, boolean located) {
    this(limits, located, "");
  }

  /// As the other.
  ///
  /// @param text the whole text, when it is YAML
  TreeBuilder(JsonLimits limits, boolean located, String text) {
    this.limits = limits;
    this.located = located;
    this.text = text;
    this.codePoints = text.indexOf('&') < 0 ? new int[0] : text.codePoints().toArray();
    this.positions = located ? new HashMap<>() : Map.of();
    this.namePositions = located ? new HashMap<>() : Map.of();
  }

  JsonDocument document(JsonParser parser) {
    JsonValue value = value(parser);
    return new JsonDocument(value, positions, namePositions);
  }

  /// Reads the only value of the text and closes the parser.
  JsonValue value(JsonParser parser) {
    try (parser) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("the text is empty", new Position(1, 1));
      }
      JsonValue value = read(parser, first, JsonPointer.ROOT, 0);
      if (parser.nextToken() != null) {
        throw fault(parser, "there is more after the value");
      }
      return value;
    } catch (StreamConstraintsException e) {
      JsonLocation location = e.getLocation();
      throw new JsonException(
          limitMessage(e), position(location == null ? parser.currentLocation() : location));
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof MarkedYAMLException marked) {
        throw YamlFault.of(text, marked);
      }
      if (parser instanceof YAMLParser && e.getOriginalMessage().startsWith(NO_NAME)) {
        throw new JsonException(
            "a key cannot be a list or an object; a value that begins with { or [ has to stand in"
                + " quotes",
            position(e.getLocation()));
      }
      throw malformed(e);
    } catch (IOException e) {
      throw new JsonException("the text cannot be read", Position.UNKNOWN);
    }
  }

  /// Reads one value of a larger text, whose first token has been read.
  JsonValue element(JsonParser parser, JsonToken first) throws IOException {
    return read(parser, first, JsonPointer.ROOT, 0);
  }

  /// What a text is that the parser refuses.
  static JsonException malformed(JsonProcessingException e) {
    return new JsonException(plain(e.getOriginalMessage()), position(e.getLocation()));
  }

  private JsonValue read(JsonParser parser, JsonToken token, JsonPointer at, int depth)
      throws IOException {
    if (located) {
      positions.put(at, position(parser.currentTokenLocation()));
      refuseYamlExtras(parser);
    }
    return switch (token) {
      case START_OBJECT -> object(parser, at, deeper(parser, depth));
      case START_ARRAY -> array(parser, at, deeper(parser, depth));
      case VALUE_STRING -> new JsonString(wellFormed(parser, parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> JsonBoolean.TRUE;
      case VALUE_FALSE -> JsonBoolean.FALSE;
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw fault(parser, "a value is expected");
    };
  }

  private int deeper(JsonParser parser, int depth) {
    if (depth >= limits.depth()) {
      throw fault(parser, "nested deeper than " + limits.depth() + " levels");
    }
    return depth + 1;
  }

  private JsonObject object(JsonParser parser, JsonPointer at, int depth) throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = wellFormed(parser, parser.currentName());
      if (members.containsKey(name)) {
        throw fault(parser, "the same name stands twice in an object" + first(parser, at, name));
      }
      JsonPointer child = located ? at.child(name) : at;
      if (located) {
        namePositions.put(child, position(parser.currentTokenLocation()));
      }
      members.put(name, read(parser, parser.nextToken(), child, depth));
    }
    return new JsonObject(members);
  }

  /// Where the name stands for the first time; for YAML only, whose lines people look at.
  private String first(JsonParser parser, JsonPointer at, String name) {
    Position first = namePositions.get(at.child(name));
    return parser instanceof YAMLParser && first != null ? ", first at " + first : "";
  }

  private JsonArray array(JsonParser parser, JsonPointer at, int depth) throws IOException {
    var elements = new ArrayList<JsonValue>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(read(parser, token, located ? at.child(elements.size()) : at, depth));
    }
    return new JsonArray(elements);
  }

  /// YAML has number forms that JSON does not (`0x10`, `1_000`, `.5`): they take the value that
  /// YAML gives them.
  private JsonNumber number(JsonParser parser) throws IOException {
    String text = parser.getText();
    if (parser instanceof YAMLParser && !isJsonNumber(text)) {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          ? new JsonNumber(parser.getBigIntegerValue().toString())
          : JsonNumber.of(parser.getDecimalValue());
    }
    return new JsonNumber(text);
  }

  private static boolean isJsonNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (start == text.length() || !isDigit(text.charAt(start))) {
      return false;
    }
    if (text.charAt(start) == '0' && text.length() > start + 1 && text.charAt(start + 1) != '.') {
      return false;
    }
    return text.indexOf('_') < 0 && !text.endsWith(".");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void refuseYamlExtras(JsonParser parser) throws IOException {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias()
            || yaml.getObjectId() != null
            || yaml.getTypeId() != null
            || isAnchored(yaml))) {
      throw fault(
          parser,
          "YAML anchors, aliases and tags are not accepted; a value that begins with &, * or ! has"
              + " to stand in quotes");
    }
  }

  /// Whether a scalar has an anchor, of which the parser does not tell. It counts code points.
  private boolean isAnchored(YAMLParser yaml) {
    long offset = yaml.currentTokenLocation().getCharOffset();
    return yaml.currentToken().isScalarValue()
        && offset >= 0
        && offset < codePoints.length
        && codePoints[(int) offset] == '&';
  }

  private String wellFormed(JsonParser parser, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          throw fault(parser, "a string has half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private static JsonException fault(JsonParser parser, String message) {
    return new JsonException(message, position(parser.currentTokenLocation()));
  }

  private static Position position(@Nullable JsonLocation location) {
    return location == null
        ? Position.UNKNOWN
        : new Position(Math.max(location.getLineNr(), 0), Math.max(location.getColumnNr(), 0));
  }

  private String limitMessage(StreamConstraintsException e) {
    String message = e.getOriginalMessage();
    if (message.contains("nesting depth")) {
      return "nested deeper than " + limits.depth() + " levels";
    }
    if (message.contains("Number")) {
      return "a number is longer than " + limits.numberCharacters() + " characters";
    }
    if (message.contains("Name")) {
      return "a name is longer than " + limits.nameCharacters() + " characters";
    }
    return "the text exceeds a limit";
  }

  /// Jackson's messages can quote the text after the first line, and say of places within it that
  /// they do not.
  private static String plain(String message) {
    int end = message.indexOf('\n');
    return HIDDEN_SOURCE
        .matcher(end < 0 ? message : message.substring(0, end))
        .replaceAll("line $1, column $2");
  }
}
