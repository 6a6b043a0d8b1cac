package org.stepgate.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stepgate.http.HttpRequest;
import org.stepgate.http.ProblemException;

/// Cookies as this program reads and sets them. Where browsers come by https, those for all paths
/// have names that no other host, no plain http and no script of a neighbour can give away.
///
/// @param request who has them
/// @param secure whether browsers come by https
/// @spec https://www.rfc-editor.org/rfc/rfc6265 RFC 6265, sections 4.1 and 4.2
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis section 4.1.3, names
///   with `__Host-`
record Cookies(HttpRequest request, boolean secure) {
  private static final String EVERYWHERE = "/";

  /// The cookies of a request to a service with that URL.
  ///
  /// @param base empty when nobody knows
  static Cookies of(HttpRequest request, String base) {
    return new Cookies(request, request.scheme().equals("https") || base.startsWith("https:"));
  }

  /// The cookies of a request.
  static Cookies of(HttpRequest request, Identities.InForce inForce) {
    return of(request, Challenge.resource(request, inForce).orElse(""));
  }

  private String full(String name, String path) {
    return secure && path.equals(EVERYWHERE) ? "__Host-" + name : name;
  }

  /// The value of a cookie that was set for that path.
  ///
  /// @throws ProblemException 400 when there are two
  Optional<String> find(String name, String path) {
    String start = full(name, path) + "=";
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
  String hidden(String name, String value, String path, Duration age) {
    return visible(name, value, path, age) + "; HttpOnly";
  }

  /// The value of `Set-Cookie` for a cookie that the pages of this service may read.
  String visible(String name, String value, String path, Duration age) {
    return full(name, path)
        + "="
        + value
        + "; Path="
        + path
        + "; Max-Age="
        + age.toSeconds()
        + "; SameSite=Lax"
        + (secure ? "; Secure" : "");
  }
}
