package org.stepgate.asl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The intrinsic functions on text.
final class TextFunctions {
  /// How many characters Base64 and hash functions take, as on AWS.
  static final int MAX_CHARACTERS = 10_000;

  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private TextFunctions() {}

  /// Puts the values in the places of `{}`. `\{`, `\}`, `\'` and `\\` stand for the second
  /// character.
  static String format(String template, List<JsonValue> values) {
    var text = new StringBuilder();
    int used = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      char next = i + 1 < template.length() ? template.charAt(i + 1) : 0;
      if (c == '\\' && next != 0 && "{}'\\".indexOf(next) >= 0) {
        text.append(next);
        i++;
      } else if (c == '{' && next == '}') {
        if (used < values.size()) {
          appendPlain(text, values.get(used));
          ValueBudget.checkLength(text.length());
        }
        used++;
        i++;
      } else {
        text.append(c);
      }
    }
    if (used != values.size()) {
      throw IntrinsicException.failure(
          "the template has %d occurrences of {} for %d arguments".formatted(used, values.size()));
    }
    return text.toString();
  }

  /// Appends a value as AWS prints it: objects as `{a=1, b=[2, 3]}`, strings without quotes.
  private static void appendPlain(StringBuilder text, JsonValue value) {
    switch (value) {
      case JsonString(String string) -> text.append(string);
      case JsonArray array -> {
        String separator = "[";
        for (JsonValue element : array) {
          appendPlain(text.append(separator), element);
          separator = ", ";
        }
        text.append(array.size() == 0 ? "[]" : "]");
      }
      case JsonObject object -> {
        String separator = "{";
        for (var member : object.members().entrySet()) {
          appendPlain(
              text.append(separator).append(member.getKey()).append('='), member.getValue());
          separator = ", ";
        }
        text.append(object.size() == 0 ? "{}" : "}");
      }
      default -> text.append(value);
    }
  }

  /// Reads a JSON text; a blank one is `null`.
  static JsonValue stringToJson(String text) {
    if (text.isBlank()) {
      return JsonNull.NULL;
    }
    try {
      JsonValue value = JsonReader.read(text, JsonLimits.NETWORK);
      return value.equals(new JsonNumber("-0")) ? JsonNumber.of(0) : value;
    } catch (JsonException e) {
      throw IntrinsicException.failure("the text is not JSON: " + e.getMessage());
    }
  }

  static String base64Encode(String text) {
    checkLength(text);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64Decode(String text) {
    checkLength(text);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      throw IntrinsicException.failure("the text is not Base64");
    } catch (CharacterCodingException e) {
      throw IntrinsicException.failure("the decoded bytes are not UTF-8");
    }
  }

  /// The digest in hexadecimal digits of a string, or of the JSON text of any other value.
  static String hash(JsonValue value, String algorithm) {
    String text = value instanceof JsonString(String string) ? string : value.toString();
    checkLength(text);
    if (!ALGORITHMS.contains(algorithm)) {
      throw IntrinsicException.failure(
          "the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512");
    }
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the platform lacks " + algorithm, e);
    }
  }

  /// Splits at each character of `delimiters`; empty parts are left out, as on AWS.
  static JsonArray split(String text, String delimiters) {
    var delimiter = new BitSet();
    delimiters.chars().forEach(delimiter::set);
    var parts = new ArrayList<JsonValue>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && !delimiter.get(text.charAt(i))) {
        continue;
      }
      if (i > start) {
        parts.add(new JsonString(text.substring(start, i)));
      }
      start = i + 1;
    }
    return JsonArray.of(parts);
  }

  private static void checkLength(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw IntrinsicException.failure("the text is longer than " + MAX_CHARACTERS + " characters");
    }
  }
}
