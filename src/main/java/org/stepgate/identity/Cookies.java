package org.stepgate.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

/// Cookies as this program reads and sets them.
///
/// @spec https://www.rfc-editor.org/rfc/rfc6265 RFC 6265, sections 4.1 and 4.2
final class Cookies {
  private Cookies() {}

  /// The value of the cookie of that name.
  ///
  /// @throws ProblemException 400 when there are two
  static Optional<String> find(HttpRequest request, String name) {
    String start = name + "=";
    List<String> values =
        request.headers().all("cookie").stream()
            .flatMap(header -> Stream.of(header.split(";")))
            .map(String::strip)
            .filter(pair -> pair.startsWith(start))
            .map(pair -> pair.substring(start.length()))
            .toList();
    if (values.size() > 1) {
      throw ProblemException.badRequest(
          "The cookie " + name + " is there twice.", "a cookie that stands twice");
    }
    return values.stream().findFirst();
  }

  /// The value of `Set-Cookie` for a cookie that scripts do not see.
  static String hidden(HttpRequest request, String name, String value, String path, Duration age) {
    return visible(request, name, value, path, age) + "; HttpOnly";
  }

  /// The value of `Set-Cookie` for a cookie that the pages of this service may read.
  static String visible(HttpRequest request, String name, String value, String path, Duration age) {
    return name
        + "="
        + value
        + "; Path="
        + path
        + "; Max-Age="
        + age.toSeconds()
        + "; SameSite=Lax"
        + (request.scheme().equals("https") ? "; Secure" : "");
  }
}
