package org.stepgate.routes;

import java.util.List;
import java.util.Optional;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// Reads the request bodies of the control API: JSON objects, whatever the Content-Type says.
final class JsonBody {
  /// An input of the largest size, and something round it.
  private static final int MAX_BYTES = 2 * InputSize.MAX_BYTES;

  private JsonBody() {}

  /// The body; an object without members when there is none.
  ///
  /// @param members the names that it may have
  /// @throws ProblemException 400 when it is no such object, 413 when it is too large
  static JsonObject object(HttpRequest request, List<String> members) {
    if (request.body().isEmpty()) {
      return JsonObject.EMPTY;
    }
    try {
      var body = JsonReader.read(request.body().toBytes(MAX_BYTES), JsonLimits.NETWORK);
      if (body instanceof JsonObject object && members.containsAll(object.members().keySet())) {
        return object;
      }
    } catch (JsonException e) {
      throw ProblemException.badRequest(
          "The body is malformed: " + e.getMessage() + " at " + e.position() + ".",
          "body: " + e.getMessage() + " at " + e.position());
    }
    throw ProblemException.badRequest(
        "The body is a JSON object that has no members but " + String.join(", ", members) + ".",
        "the body is not the expected object");
  }

  /// A string member; empty when it is missing.
  ///
  /// @throws ProblemException 400 when it is something else
  static Optional<String> string(JsonObject body, String name) {
    return switch (body.get(name)) {
      case null -> Optional.empty();
      case JsonString(var text) -> Optional.of(text);
      default ->
          throw ProblemException.badRequest(
              "The member " + name + " of the body is a string.", name + " is not a string");
    };
  }
}
