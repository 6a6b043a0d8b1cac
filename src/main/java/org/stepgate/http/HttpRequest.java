package org.stepgate.http;

/// One HTTP request, as the web server passed it on after its own checks.
///
/// @param method the method, a token such as `GET`; case matters
/// @param path the server-normalised path: decoded, without dot segments, starting with `/`.
///   Routing and authorisation use this form and no other.
/// @param rawUri the request target as the client wrote it, for signatures and logs only
/// @param query the parsed query string
/// @param headers the header fields, names in lower case
/// @param remoteAddress the client's address as text; empty when the server did not say
/// @param scheme `http` or `https`
/// @param host the `Host` of the request, empty when there was none
/// @param body the body; empty when there was none
public record HttpRequest(
    String method,
    String path,
    String rawUri,
    QueryParameters query,
    Headers headers,
    String remoteAddress,
    String scheme,
    String host,
    Body body) {
  /// Checks the method and the path.
  ///
  /// @throws IllegalArgumentException when the method is no token or the path does not start with
  ///   `/`
  public HttpRequest {
    if (!HeaderField.isToken(method)) {
      throw new IllegalArgumentException("method is not a token");
    }
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path does not start with a slash");
    }
  }

  /// A request of `method` for `target`, which is a path without escapes and perhaps `?` and a
  /// query string; from 127.0.0.1, for `localhost` by http, without header fields and body.
  public static HttpRequest of(String method, String target) {
    int mark = target.indexOf('?');
    return new HttpRequest(
        method,
        mark < 0 ? target : target.substring(0, mark),
        target,
        QueryParameters.parse(mark < 0 ? "" : target.substring(mark + 1)),
        Headers.none(),
        "127.0.0.1",
        "http",
        "localhost",
        Body.empty());
  }

  /// This request with one more header field.
  ///
  /// @throws IllegalArgumentException as [HeaderField]
  public HttpRequest withHeader(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /// This request with other header fields.
  public HttpRequest withHeaders(Headers other) {
    return new HttpRequest(method, path, rawUri, query, other, remoteAddress, scheme, host, body);
  }

  /// This request with another body.
  public HttpRequest withBody(Body other) {
    return new HttpRequest(
        method, path, rawUri, query, headers, remoteAddress, scheme, host, other);
  }
}
