package org.stepgate.tasks;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.stepgate.json.JsonException;
import org.stepgate.json.JsonLimits;
import org.stepgate.json.JsonReader;
import org.stepgate.json.JsonValue;
import org.stepgate.json.JsonValue.JsonArray;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonValue.JsonString;
import org.stepgate.json.JsonWriter;
import org.stepgate.tasks.TaskOutcome.Failed;
import org.stepgate.tasks.TaskOutcome.Succeeded;

/// Makes the outcome of a call out of the answer: `{"Headers": {"etag": ["…"]}, "ResponseBody": …,
/// "StatusCode": 200, "StatusText": "OK"}`.
final class HttpAnswers {
  /// As on AWS, in characters.
  private static final int MAX_CAUSE = 32_768;

  private static final String STATUS_ERROR = "States.Http.StatusCode.";
  private static final int FIRST_SUCCESS = 200;
  private static final int FIRST_AFTER_SUCCESS = 300;

  private final HttpTaskLimits limits;

  HttpAnswers(HttpTaskLimits limits) {
    this.limits = limits;
  }

  /// The rest of an answer is not wanted. The connection has to be cut then: the client would read
  /// all of the body when it closes it.
  static final class UnwantedException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    UnwantedException(String cause) {
      super(cause);
    }
  }

  /// Reads the answer within the limits. The caller closes the connection.
  ///
  /// @param watch sees the answer before it is judged; null for nobody
  /// @throws UnwantedException when the answer exceeds a limit or is compressed
  /// @throws IOException when the connection fails or does not speak HTTP
  TaskOutcome outcome(ClassicHttpResponse response, @Nullable HttpWatch watch) throws IOException {
    checkHead(response);
    byte[] bytes = read(response.getEntity());
    Header typeHeader = response.getFirstHeader(HttpHeaders.CONTENT_TYPE);
    ContentType type = typeHeader == null ? null : ContentType.parseLenient(typeHeader.getValue());
    JsonValue body;
    try {
      String text = text(bytes, type);
      show(response, text, watch);
      body = body(text, type);
    } catch (JsonException e) {
      show(response, null, watch);
      return new Failed(
          TaskErrors.TASK_FAILED,
          "The answer's body (status %d) is not text in UTF-8".formatted(response.getCode()));
    }
    JsonObject output =
        JsonObject.builder()
            .put("Headers", headers(response))
            .put("ResponseBody", body)
            .put("StatusCode", response.getCode())
            .put("StatusText", reason(response))
            .build();
    if (response.getCode() >= FIRST_SUCCESS && response.getCode() < FIRST_AFTER_SUCCESS) {
      return new Succeeded(output);
    }
    return new Failed(
        STATUS_ERROR + response.getCode(), TaskErrors.cut(JsonWriter.write(output), MAX_CAUSE));
  }

  private static void show(
      ClassicHttpResponse response, @Nullable String body, @Nullable HttpWatch watch) {
    if (watch != null) {
      watch.received(
          new HttpWatch.Received(
              response.getCode(),
              reason(response),
              Arrays.stream(response.getHeaders())
                  .map(header -> header.getName() + ": " + text(header))
                  .collect(Collectors.joining(", ", "[", "]")),
              body));
    }
  }

  private static String reason(ClassicHttpResponse response) {
    return response.getReasonPhrase() == null ? "" : response.getReasonPhrase();
  }

  private byte[] read(@Nullable HttpEntity entity) throws IOException {
    InputStream content = entity == null ? null : entity.getContent();
    if (content == null) {
      return new byte[0];
    }
    byte[] bytes = content.readNBytes(limits.responseBytes() + 1);
    if (bytes.length > limits.responseBytes()) {
      throw new UnwantedException(
          "The answer's body is larger than " + limits.responseBytes() + " bytes");
    }
    return bytes;
  }

  private void checkHead(ClassicHttpResponse response) throws UnwantedException {
    int length = 0;
    for (Header header : response.getHeaders()) {
      length += header.getName().length() + text(header).length();
    }
    if (length > limits.headerBytes()) {
      throw new UnwantedException(
          "The answer's head is larger than " + limits.headerBytes() + " bytes");
    }
    Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !text(encoding).equalsIgnoreCase("identity")) {
      throw new UnwantedException(
          "The answer is encoded as '%s', though none but identity was accepted"
              .formatted(TaskErrors.shortened(text(encoding))));
    }
  }

  /// Names in lower case, as HTTP does not tell cases apart but a path into the output does.
  private static JsonObject headers(ClassicHttpResponse response) {
    var values = new LinkedHashMap<String, List<JsonString>>();
    for (Header header : response.getHeaders()) {
      values
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(new JsonString(text(header)));
    }
    var headers = JsonObject.builder();
    values.forEach((name, list) -> headers.put(name, JsonArray.of(list)));
    return headers.build();
  }

  private static String text(Header header) {
    return header.getValue() == null ? "" : header.getValue();
  }

  private static String text(byte[] bytes, @Nullable ContentType type) {
    Charset charset = type == null ? null : type.getCharset();
    return StandardCharsets.ISO_8859_1.equals(charset)
        ? new String(bytes, StandardCharsets.ISO_8859_1)
        : JsonReader.decode(bytes);
  }

  /// JSON where the type says so and the text is JSON; else the text.
  private static JsonValue body(String text, @Nullable ContentType type) {
    if (type != null && isJson(type.getMimeType())) {
      try {
        return JsonReader.read(text, JsonLimits.NETWORK);
      } catch (JsonException e) {
        return new JsonString(text);
      }
    }
    return new JsonString(text);
  }

  private static boolean isJson(@Nullable String mimeType) {
    if (mimeType == null) {
      return false;
    }
    String lower = mimeType.toLowerCase(Locale.ROOT);
    return lower.equals("application/json") || lower.endsWith("+json");
  }
}
