package org.stepgate.routes;

import java.nio.charset.StandardCharsets;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// Holds inputs to the size that the Step Functions API allows.
final class InputSize {
  /// The most bytes that an input may have in UTF-8.
  static final int MAX_BYTES = 262_144;

  /// The most bytes that one UTF-16 unit takes in a JSON string, escaped.
  private static final long MAX_BYTES_PER_CHARACTER = 6;

  private InputSize() {}

  /// Checks an input.
  ///
  /// @throws ProblemException 413 when it is larger than [#MAX_BYTES]
  static void check(JsonValue input) {
    // The bound is cheap and nearly always settles it; only large inputs are written out.
    if (bound(input) > MAX_BYTES
        && JsonWriter.write(input).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new ProblemException(
          413,
          "The request makes an input of more than " + MAX_BYTES + " bytes.",
          "the input is larger than " + MAX_BYTES + " bytes");
    }
  }

  private static long bound(JsonValue value) {
    return switch (value) {
      case JsonNull _, JsonBoolean _ -> 5;
      case JsonNumber(var text) -> text.length();
      case JsonString(var text) -> string(text);
      case JsonArray array -> {
        long sum = 2;
        for (var element : array) {
          sum += 1 + bound(element);
        }
        yield sum;
      }
      case JsonObject object -> {
        long sum = 2;
        for (var member : object.members().entrySet()) {
          sum += 2 + string(member.getKey()) + bound(member.getValue());
        }
        yield sum;
      }
    };
  }

  private static long string(String text) {
    return 2 + MAX_BYTES_PER_CHARACTER * text.length();
  }
}
