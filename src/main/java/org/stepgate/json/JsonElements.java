package org.stepgate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads the elements of a JSON array, or the members of a JSON object, one after the other,
/// without holding more than one of them. Reading stops before the end of the text.
///
/// Threads: confined to one at a time.
public final class JsonElements implements AutoCloseable {
  private static final JsonLimits LIMITS = JsonLimits.NETWORK;
  private static final JsonFactory FACTORY =
      JsonReader.constrained(new JsonFactoryBuilder(), LIMITS).build();

  private final JsonParser parser;
  private final TreeBuilder builder = new TreeBuilder(LIMITS, false);
  private final Kind kind;

  /// What stands at the place that is read.
  public enum Kind {
    /// An array.
    ARRAY,
    /// An object.
    OBJECT,
    /// A value that has no elements, or nothing.
    OTHER
  }

  /// An element of an array or a member of an object.
  ///
  /// @param name the name of the member; null for an element
  public record Element(@Nullable String name, JsonValue value) {}

  private JsonElements(JsonParser parser, Kind kind) {
    this.parser = parser;
    this.kind = kind;
  }

  /// Reads the text up to the first element.
  ///
  /// @param utf8 the text, closed with what is returned
  /// @param pointer where the array or object stands, such as `/data/rows`; empty for the whole
  ///   text
  /// @throws JsonException when what is read is no JSON
  /// @throws IOException when the stream fails
  public static JsonElements open(InputStream utf8, String pointer) throws IOException {
    JsonParser parser = FACTORY.createParser(utf8);
    try {
      JsonToken token = parser.nextToken();
      if (!pointer.isEmpty()) {
        for (String part : pointer.substring(1).split("/", -1)) {
          token = descend(parser, token, part.replace("~1", "/").replace("~0", "~"));
        }
      }
      return new JsonElements(
          parser,
          token == JsonToken.START_ARRAY
              ? Kind.ARRAY
              : token == JsonToken.START_OBJECT ? Kind.OBJECT : Kind.OTHER);
    } catch (JsonProcessingException e) {
      parser.close();
      throw TreeBuilder.malformed(e);
    }
  }

  /// The first token of the part of that name or index; null when there is none.
  private static @Nullable JsonToken descend(
      JsonParser parser, @Nullable JsonToken token, String part) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean here = parser.currentName().equals(part);
        JsonToken value = parser.nextToken();
        if (here) {
          return value;
        }
        parser.skipChildren();
      }
    } else if (token == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (part.equals(Integer.toString(i))) {
          return parser.currentToken();
        }
        parser.skipChildren();
      }
    }
    return null;
  }

  /// What is being read.
  public Kind kind() {
    return kind;
  }

  /// The next element; null at the end.
  ///
  /// @throws JsonException when it is no JSON, or larger than [JsonLimits#NETWORK] allows
  /// @throws IOException when the stream fails
  public @Nullable Element next() throws IOException {
    if (kind == Kind.OTHER) {
      return null;
    }
    try {
      JsonToken token = parser.nextToken();
      if (token == null || token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
        return null;
      }
      if (token == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        return new Element(name, builder.element(parser, parser.nextToken()));
      }
      return new Element(null, builder.element(parser, token));
    } catch (JsonProcessingException e) {
      throw TreeBuilder.malformed(e);
    }
  }

  /// Closes the stream.
  @Override
  public void close() throws IOException {
    parser.close();
  }
}
