package org.stepgate.routes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stepgate.http.Headers;
import org.stepgate.http.HttpResponse;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonBoolean;
import org.stepgate.json.JsonValue.JsonNull;
import org.stepgate.json.JsonValue.JsonNumber;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;

/// An output in the shape of a Lambda proxy answer: `statusCode`, and perhaps `headers`,
/// `multiValueHeaders`, `body` and `isBase64Encoded`.
///
/// @spec
///   https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
///   output format of a proxy integration
final class ProxyAnswer {
  private static final String STATUS = "statusCode";
  private static final Set<String> MEMBERS =
      Set.of(STATUS, "headers", "multiValueHeaders", "body", "isBase64Encoded");
  private static final Set<String> REFUSED =
      Set.of("set-cookie", "set-cookie2", "proxy-connection", "proxy-authenticate");

  private ProxyAnswer() {}

  /// Whether the output has that shape: an integer `statusCode`, and no member that the shape does
  /// not have.
  static boolean isShapeOf(JsonObject output) {
    return output.get(STATUS) instanceof JsonNumber status
        && status.isIntegral()
        && MEMBERS.containsAll(output.members().keySet());
  }

  /// The answer that such an output asks for. Without a `Content-Type` of its own it is
  /// `application/json`.
  ///
  /// @throws RefusedOutput when a part is malformed or a header is not the output's to set
  static HttpResponse of(JsonObject output) throws RefusedOutput {
    int status = status(output);
    var headers = headers(output);
    var bytes = body(output);
    var answer = HttpResponse.of(status);
    if (bytes.length > 0 && status != 204 && status != 304) {
      var type = headers.first("Content-Type").orElse("application/json");
      headers = headers.without("Content-Type");
      answer = HttpResponse.of(status, type, bytes).withHeader("X-Content-Type-Options", "nosniff");
    }
    for (var field : headers.fields()) {
      answer = answer.withHeader(field.name(), field.value());
    }
    return answer;
  }

  private static int status(JsonObject output) throws RefusedOutput {
    if (output.get(STATUS) instanceof JsonNumber number && number.isLong()) {
      long status = number.toLong();
      if (status >= 200 && status <= 599) {
        return (int) status;
      }
    }
    throw RefusedOutput.malformed("statusCode is not 200 to 599");
  }

  /// A name in `multiValueHeaders` replaces the same name in `headers`.
  private static Headers headers(JsonObject output) throws RefusedOutput {
    var headers = Headers.none();
    for (var member : object(output, "headers").members().entrySet()) {
      headers = with(headers, member.getKey(), member.getValue());
    }
    for (var member : object(output, "multiValueHeaders").members().entrySet()) {
      if (!(member.getValue() instanceof JsonArray values)) {
        throw RefusedOutput.malformed("multiValueHeaders holds something else than arrays");
      }
      headers = headers.without(member.getKey());
      for (var value : values) {
        headers = with(headers, member.getKey(), value);
      }
    }
    return headers;
  }

  private static JsonObject object(JsonObject output, String name) throws RefusedOutput {
    return switch (output.get(name)) {
      case null -> JsonObject.EMPTY;
      case JsonNull _ -> JsonObject.EMPTY;
      case JsonObject object -> object;
      default -> throw RefusedOutput.malformed(name + " is not an object");
    };
  }

  private static Headers with(Headers headers, String name, JsonValue value) throws RefusedOutput {
    if (!isAllowed(name)) {
      throw RefusedOutput.malformed("header " + name + " is not the output's to set");
    }
    try {
      return headers.with(name, text(value));
    } catch (IllegalArgumentException e) {
      throw RefusedOutput.malformed(String.valueOf(e.getMessage()));
    }
  }

  /// Names that some servers take for one another, such as `X_Sendfile`, are refused alike.
  private static boolean isAllowed(String name) {
    var plain = name.strip().replace('_', '-').toLowerCase(Locale.ROOT);
    return !HttpResponse.isReserved(plain)
        && !REFUSED.contains(plain)
        && !plain.startsWith("x-sendfile")
        && !plain.startsWith("x-lighttpd-")
        && !plain.startsWith("x-accel-")
        && !plain.startsWith("variable-");
  }

  private static String text(JsonValue value) throws RefusedOutput {
    return switch (value) {
      case JsonString(var text) -> text;
      case JsonNumber(var text) -> text;
      case JsonBoolean(boolean bool) -> Boolean.toString(bool);
      default -> throw RefusedOutput.malformed("the value of a header is not a string");
    };
  }

  private static byte[] body(JsonObject output) throws RefusedOutput {
    boolean base64 = JsonBoolean.TRUE.equals(output.get("isBase64Encoded"));
    @Nullable JsonValue body = output.get("body");
    return switch (body) {
      case null -> new byte[0];
      case JsonNull _ -> new byte[0];
      case JsonString(var text) when base64 -> decoded(text);
      case JsonString(var text) -> text.getBytes(StandardCharsets.UTF_8);
      default -> JsonWriter.writeUtf8(body);
    };
  }

  private static byte[] decoded(String text) throws RefusedOutput {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw RefusedOutput.malformed("body is not base64");
    }
  }
}
