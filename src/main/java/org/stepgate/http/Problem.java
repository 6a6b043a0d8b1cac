package org.stepgate.http;

import java.util.regex.Pattern;
import org.stepgate.json.JsonValue.JsonObject;
import org.stepgate.json.JsonWriter;

/// Renders problems: for programs as problem details, for people as a page.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9457 RFC 9457
final class Problem {
  /// An address of this service within a sentence, which a page makes a link.
  private static final Pattern ADDRESS = Pattern.compile("(?<= )/stepgate(/[a-z]+)+");

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

  /// The same as a page.
  static HttpResponse page(int status, String detail) {
    String sentence = ADDRESS.matcher(Page.escaped(detail)).replaceAll("<a href=\"$0\">$0</a>");
    return Page.of(
            StatusPhrase.of(status),
            "<p role=\"alert\">" + sentence + "</p>\n<p><code>" + status + "</code></p>")
        .response(status);
  }
}
