package org.stepgate.routes;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;
import org.stepgate.http.QueryParameters;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;

/// The body of one request, as JSON. Confined to the request's thread.
///
/// | Body | `$body` |
/// |---|---|
/// | none | `null` |
/// | larger than the route's inline limit, or of a type that is not listed here | a payload reference |
/// | `application/json`, `+json`, or no type | what it says |
/// | `application/x-www-form-urlencoded` | an object of strings, an array of strings for a name that is there several times; but JSON when it starts with `{` or `[`, as `curl -d` sends it |
/// | `text/*`, XML | a string |
final class RequestBody {
  private final HttpRequest request;
  private final MediaType type;
  private final int inlineBytes;
  private final @Nullable JsonObject reference;
  private @Nullable JsonValue value;

  private RequestBody(
      HttpRequest request, MediaType type, int inlineBytes, @Nullable JsonObject reference) {
    this.request = request;
    this.type = type;
    this.inlineBytes = inlineBytes;
    this.reference = reference;
    this.value = request.body().isEmpty() ? JsonNull.NULL : reference;
  }

  /// Takes a body; one that does not go inline is in the store when this returns. An inline one is
  /// not yet parsed.
  ///
  /// @throws ProblemException 413 when it is too large, 415 when its type is not taken
  /// @throws IOException when the store cannot keep it
  static RequestBody take(HttpRequest request, BodyConfig config, BodyStore store)
      throws IOException {
    var body = request.body();
    if (body.isEmpty()) {
      return new RequestBody(request, MediaType.JSON, config.inlineBytes(), null);
    }
    if (body.bytes() > config.maxBytes()) {
      throw ProblemException.contentTooLarge(config.maxBytes());
    }
    var field = request.headers().first("content-type").orElse("application/json");
    var type = mediaType(field, config);
    boolean inline =
        body.bytes() <= config.inlineBytes() && (type.isJson() || type.isForm() || type.isText());
    return new RequestBody(
        request, type, config.inlineBytes(), inline ? null : store.keep(body, field));
  }

  private static MediaType mediaType(String field, BodyConfig config) {
    MediaType type;
    try {
      type = MediaType.parse(field);
    } catch (IllegalArgumentException e) {
      throw ProblemException.unsupportedMediaType(
          "The Content-Type of the body is malformed.", String.valueOf(e.getMessage()));
    }
    if (!type.isIn(config.accept())) {
      throw ProblemException.unsupportedMediaType(
          "This address takes bodies of these types: " + String.join(", ", config.accept()) + ".",
          "the type of the body is not accepted by the route");
    }
    return type;
  }

  /// The hash of the bytes, in lower-case hexadecimal.
  String sha256() {
    if (reference != null && reference.get("$payload") instanceof JsonObject payload) {
      var known = payload.string("sha256");
      if (known != null) {
        return known;
      }
    }
    return request.body().sha256();
  }

  /// What the body says.
  ///
  /// @throws ProblemException 400 when it is not what its type promises, 415 when it is text in
  ///   another encoding than UTF-8
  JsonValue value() {
    var known = value;
    if (known == null) {
      known = parse();
      value = known;
    }
    return known;
  }

  private JsonValue parse() {
    var bytes = request.body().toBytes(inlineBytes);
    try {
      if (type.isJson() || (type.isForm() && startsLikeJson(bytes))) {
        return JsonReader.read(bytes, JsonLimits.NETWORK);
      }
      if (type.isForm()) {
        return RequestScope.byName(QueryParameters.parse(JsonReader.decode(bytes)));
      }
      return new JsonString(JsonReader.decode(checkedCharset(bytes)));
    } catch (JsonException e) {
      throw ProblemException.badRequest(
          "The body is malformed: " + e.getMessage() + where(e) + ".",
          "body: " + e.getMessage() + where(e));
    }
  }

  private static String where(JsonException fault) {
    var position = fault.position();
    return position.line() == 0
        ? ""
        : " (line " + position.line() + ", column " + position.column() + ")";
  }

  private static boolean startsLikeJson(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  private byte[] checkedCharset(byte[] bytes) {
    return switch (type.charset()) {
      case "", "utf-8", "utf8", "us-ascii" -> bytes;
      default ->
          throw ProblemException.unsupportedMediaType(
              "Text is taken in UTF-8.", "the body's charset is not UTF-8");
    };
  }
}
