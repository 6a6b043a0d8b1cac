package org.stepgate.http;

import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// Renders problem details.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9457 RFC 9457
final class Problem {
  private Problem() {}

  /// The response `application/problem+json` with type, title, status and detail.
  static HttpResponse response(int status, String detail) {
    var problem =
        JsonObject.builder()
            .put("type", "about:blank")
            .put("title", StatusPhrase.of(status))
            .put("status", status)
            .put("detail", detail)
            .build();
    return HttpResponse.of(status, "application/problem+json", JsonWriter.write(problem));
  }
}
