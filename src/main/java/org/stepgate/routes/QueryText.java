package org.stepgate.routes;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

/// Reads the query parameters of the control API. Each throws [ProblemException] 400 when the
/// parameter is there twice or malformed.
final class QueryText {
  private QueryText() {}

  static Optional<String> text(HttpRequest request, String name) {
    var values = request.query().all(name);
    if (values.size() > 1) {
      throw malformed(name, "it is there " + values.size() + " times");
    }
    return values.stream().filter(value -> !value.isEmpty()).findFirst();
  }

  static int number(HttpRequest request, String name, int min, int max, int usual) {
    var text = text(request, name).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told as a number out of range is.
    }
    throw malformed(name, "expected a number from " + min + " to " + max);
  }

  static boolean flag(HttpRequest request, String name) {
    return switch (text(request, name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw malformed(name, "expected true or false");
    };
  }

  static Optional<Instant> time(HttpRequest request, String name) {
    try {
      return text(request, name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw malformed(name, "expected a time such as 2026-01-31T12:00:00Z");
    }
  }

  static <E extends Enum<E>> Optional<E> oneOf(HttpRequest request, String name, Class<E> type) {
    return text(request, name)
        .map(text ->
            Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(() ->
                    malformed(
                        name, "expected one of " + Arrays.toString(type.getEnumConstants()))));
  }

  /// 400 for a parameter.
  ///
  /// @param reason what is wrong, without a full stop
  static ProblemException malformed(String name, String reason) {
    return ProblemException.badRequest(
        "The query parameter " + name + " is malformed: " + reason + ".",
        "query parameter " + name + ": " + reason);
  }
}
