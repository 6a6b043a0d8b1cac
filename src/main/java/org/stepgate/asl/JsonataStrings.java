package org.stepgate.asl;

import com.dashjoin.jsonata.JException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.asl.JsonataFunction.Arguments;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;

/// Functions on strings where the library's have no bound, depend on the host, or count UTF-16
/// units where the language counts characters.
///
/// @spec https://docs.jsonata.org/string-functions String functions
final class JsonataStrings {
  private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private static final int MAX_URL = 8_192;

  private JsonataStrings() {}

  static @Nullable Object substring(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    Number from = arguments.number(1);
    if (text == null || from == null) {
      return text;
    }
    int length = text.codePointCount(0, text.length());
    long first = (long) from.doubleValue();
    first = Math.clamp(first < 0 ? length + first : first, 0, length);
    Number count = arguments.number(2);
    long last =
        count == null ? length : Math.clamp(first + (long) count.doubleValue(), first, length);
    int start = text.offsetByCodePoints(0, (int) first);
    return text.substring(start, text.offsetByCodePoints(start, (int) (last - first)));
  }

  static @Nullable Object substringBefore(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    String token = arguments.text(1);
    if (text == null || token == null) {
      return text;
    }
    int found = new JsonataToken(token).indexIn(text, 0);
    return found < 0 ? text : text.substring(0, found);
  }

  static @Nullable Object substringAfter(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    String token = arguments.text(1);
    if (text == null || token == null) {
      return text;
    }
    int found = new JsonataToken(token).indexIn(text, 0);
    return found < 0 ? text : text.substring(found + token.length());
  }

  static @Nullable Object lowercase(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  static @Nullable Object uppercase(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  static @Nullable Object pad(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    Number width = arguments.number(1);
    if (text == null || width == null) {
      return text;
    }
    String given = arguments.text(2);
    String filler = given == null || given.isEmpty() ? " " : given;
    double wanted = Math.abs(width.doubleValue()) - text.codePointCount(0, text.length());
    if (wanted < 1) {
      return text;
    }
    meter.checkBytes((long) wanted);
    meter.handle((long) wanted);
    meter.checkBytes((long) wanted / filler.codePointCount(0, filler.length()) * filler.length());
    int fillers = (int) wanted / filler.codePointCount(0, filler.length());
    var padding = new StringBuilder(filler.repeat(fillers));
    int rest = (int) wanted % filler.codePointCount(0, filler.length());
    padding.append(filler, 0, filler.offsetByCodePoints(0, rest));
    return width.doubleValue() < 0 ? padding.append(text).toString() : text + padding;
  }

  static @Nullable Object join(JsonataMeter meter, Arguments arguments) {
    List<?> texts = arguments.list(0);
    if (texts == null) {
      return null;
    }
    String given = arguments.text(1);
    String separator = given == null ? "" : given;
    long length = (long) separator.length() * texts.size();
    meter.checkBytes(length);
    var joined = new StringBuilder();
    String before = "";
    for (Object text : texts) {
      joined.append(before).append((String) text);
      before = separator;
    }
    return joined.toString();
  }

  /// Refuses texts with which the library would search for one half within the other.
  static void checkUrl(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    if (text != null && text.length() > MAX_URL) {
      throw JsonataMeter.failure("$encodeUrl takes at most " + MAX_URL + " characters");
    }
  }

  /// `$hash(text, algorithm)` of Step Functions: hexadecimal, in lower case.
  static @Nullable Object hash(JsonataMeter meter, Arguments arguments)
      throws NoSuchAlgorithmException {
    String text = arguments.text(0);
    String algorithm = arguments.text(1);
    if (text == null) {
      return null;
    }
    if (algorithm == null || !HASHES.contains(algorithm)) {
      throw new JException("$hash knows the algorithms MD5, SHA-1, SHA-256, SHA-384, SHA-512", -1);
    }
    var digest = MessageDigest.getInstance(algorithm);
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// `$parse(json)` of Step Functions.
  static @Nullable Object parse(JsonataMeter meter, Arguments arguments) {
    String text = arguments.text(0);
    if (text == null) {
      return null;
    }
    meter.handle(8L * text.length());
    meter.allocate(4L * text.length());
    try {
      return JsonataValues.toLibrary(JsonReader.read(text, JsonLimits.NETWORK));
    } catch (JsonException e) {
      throw new JException("$parse: " + e.getMessage(), -1);
    }
  }
}
