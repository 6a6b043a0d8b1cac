package org.stepgate.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Reads JSON texts strictly.
///
/// Refused besides what RFC 8259 forbids: duplicate member names, unpaired surrogates, bytes that
/// are not UTF-8, a byte order mark, and whatever exceeds the limits.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8259 RFC 8259; §4 and §8 leave the refusals to us
public final class JsonReader {
  private static final Map<JsonLimits, JsonFactory> FACTORIES = new ConcurrentHashMap<>();
  private static final Map<JsonLimits, YAMLFactory> YAML_FACTORIES = new ConcurrentHashMap<>();
  private static final char REPLACEMENT = '\uFFFD';

  private JsonReader() {}

  /// Reads a text.
  ///
  /// @throws JsonException when it is not JSON or exceeds `limits`
  public static JsonValue read(String text, JsonLimits limits) {
    return new TreeBuilder(limits, false).value(open(text, limits));
  }

  /// Reads a text in UTF-8.
  ///
  /// @throws JsonException when it is not UTF-8, not JSON, or exceeds `limits`
  public static JsonValue read(byte[] utf8, JsonLimits limits) {
    return read(decode(utf8), limits);
  }

  /// Decodes UTF-8 strictly.
  ///
  /// @throws JsonException when the bytes are not well-formed UTF-8
  public static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(utf8));
      } catch (CharacterCodingException e) {
        throw new JsonException("the text is not UTF-8", Position.UNKNOWN);
      }
    }
    return text;
  }

  static JsonParser open(String text, JsonLimits limits) {
    checkLength(text, limits);
    try {
      return FACTORIES
          .computeIfAbsent(limits, l -> constrained(new JsonFactoryBuilder(), l).build())
          .createParser(text);
    } catch (IOException e) {
      throw new JsonException("the text cannot be read", Position.UNKNOWN);
    }
  }

  static JsonParser openYaml(String text, JsonLimits limits) {
    checkLength(text, limits);
    try {
      return YAML_FACTORIES
          .computeIfAbsent(
              limits,
              l ->
                  constrained(
                          YAMLFactory.builder()
                              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS),
                          l)
                      .build())
          .createParser(text);
    } catch (IOException e) {
      throw new JsonException("the text cannot be read", Position.UNKNOWN);
    }
  }

  private static void checkLength(String text, JsonLimits limits) {
    if (text.length() > limits.characters()) {
      throw new JsonException(
          "the text is longer than " + limits.characters() + " characters", Position.UNKNOWN);
    }
  }

  /// Buffers are pooled for all threads: those of a virtual thread would be made anew each time.
  ///
  /// Names are not interned or canonicalised: they come from the network, and a table shared by all
  /// readers would grow with them.
  static <B extends TSFBuilder<?, B>> B constrained(B builder, JsonLimits limits) {
    return builder
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxNumberLength(limits.numberCharacters())
                .maxNameLength(limits.nameCharacters())
                .maxStringLength(limits.characters())
                .build());
  }
}
